using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.TestingHost;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Service;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.LoopbackS3;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>Several silos in this process over one database, and an S3 server whose bucket <c>origin</c> jobs copy to <c>target</c>.</summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private readonly InProcessTestCluster _cluster;
    private readonly DirectoryInfo _home;

    private ClusterBench(InProcessTestCluster cluster, LoopbackServer server, DirectoryInfo home, JobCalls calls)
    {
        _cluster = cluster;
        _home = home;
        Server = server;
        Calls = calls;
    }

    public LoopbackServer Server { get; }

    public JobCalls Calls { get; }

    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.GetActiveSilos()];

    public IGrainFactory Grains => _cluster.Client;

    public IJobService Jobs => Service<IJobService>(Silos[0]);

    public ISettingsService Settings => Service<ISettingsService>(Silos[0]);

    public static async Task<ClusterBench> StartAsync(int silos = 3, Func<GrainsOptions, GrainsOptions>? change = null)
    {
        var home = Directory.CreateTempSubdirectory("osstransfer-cluster-");
        var place = new SqlitePlace(Path.Combine(home.FullName, "osstransfer.db"));
        await StateDatabase.PrepareAsync(place, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        var server = await LoopbackServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Buckets.Add("target");
        server.Buckets.Add("origin");
        var key = SealingKey.Create();
        var calls = new JobCalls();
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((its, silo) =>
        {
            silo.Configure<ClusterMembershipOptions>(o =>
            {
                o.ProbeTimeout = TimeSpan.FromSeconds(2);
                o.NumMissedProbesLimit = 3;
                o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            });
            silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.FromSeconds(10));
            silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
            silo.AddIncomingGrainCallFilter(calls);
            silo.AddOssTransferPersistence(place);
#pragma warning disable ORLEANSEXP003 // The default directory deactivates healthy grains when another silo leaves.
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
            var options = new GrainsOptions
            {
                SiloName = its.SiloName,
                MaxWorkers = 2,
                MaxMasters = 4,
                MemoryBytes = 64 << 20,
                JobsPath = Path.Combine(home.FullName, "jobs"),
                IsAlone = false,
                ShardObjects = 20,
            };
            silo.Services.AddOssTransferGrains(change is null ? options : change(options), key);
        });
        builder.ConfigureSiloHost((_, host) => host.Logging.SetMinimumLevel(LogLevel.Error));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster, server, home, calls);
    }

    public static T Service<T>(InProcessSiloHandle silo)
        where T : notnull => silo.ServiceProvider.GetRequiredService<T>();

    /// <summary>Objects <c>prefix/0000</c> and so on in the source.</summary>
    public void Fill(string prefix, int objects)
    {
        for (var i = 0; i < objects; i++)
        {
            Server.Buckets["origin"].Put($"{prefix}/{i:d4}", BitConverter.GetBytes(i));
        }
    }

    /// <summary>Every write under a prefix takes so long; the result ends that.</summary>
    public Fault Slow(string prefix, TimeSpan delay)
    {
        var fault = new Fault
        {
            Kind = FaultKind.Slow,
            Operations = [S3Operation.PutObject, S3Operation.CopyObject],
            KeyPrefix = prefix,
            Delay = delay,
            Times = null,
        };
        Server.Faults.Add(fault);
        return fault;
    }

    /// <summary>Adds a job that copies what lies under its own name.</summary>
    public Task AddAsync(string id) => AddAsync(id, $"""
        src-filetype: s3file
        src-endpoint: {Server.Url}
        src-bucketName: origin
        src-prefix: {id}/
        src-accesskey: {Server.AccessKey}
        src-secretkey: {Server.SecretKey}
        """);

    /// <summary>Adds a job that moves what lies in a directory, which all silos see.</summary>
    public Task AddAsync(string id, DirectoryInfo source) => AddAsync(id, $"""
        src-filetype: diskfile
        src-absolutepath: {source.FullName}
        src-machines: all
        """);

    private async Task AddAsync(string id, string source)
    {
        var config = $"""
            job-ID: {id}
            {source}
            des-endpoint: {Server.Url}
            des-bucketName: target
            des-prefix: {id}/
            des-accesskey: {Server.AccessKey}
            des-secretkey: {Server.SecretKey}
            sync-enable-increment: False
            """;
        var answer = await Jobs.AddAsync(new() { Config = config, TimeZone = "UTC", Confirmed = true }, Command(), TestContext.Current.CancellationToken);
        Assert.True(
            answer.Code == ExitCode.Done, answer.Message + string.Concat(answer.Errors.Select(error => $"\n{error.Line} {error.Key}: {error.Message}")));
    }

    public Task CommandAsync(string id, string command) => Jobs.CommandAsync(id, command, Command(), TestContext.Current.CancellationToken);

    public Task<JobView> EndAsync(string id) => UntilAsync(id, report => report.State is "done" or "failed" or "paused");

    /// <summary>Looks until the job is so. What ends that is a job that stays as it is for 40 s, however slow the machine is.</summary>
    public async Task<JobView> UntilAsync(string id, Func<JobView, bool> wanted, [CallerArgumentExpression(nameof(wanted))] string what = "")
    {
        var (last, watch) = ((JobView?)null, Stopwatch.StartNew());
        while (true)
        {
            if (await ReportAsync(id) is { } report)
            {
                if (wanted(report))
                {
                    return report;
                }

                if (last is null || Progress(report) != Progress(last))
                {
                    (last, watch) = (report, Stopwatch.StartNew());
                }
            }

            Assert.True(watch.Elapsed < Timeout, $"{id} stays as it is for 40 s, and this is not so: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        static (string, int, ObjectNumbers, CheckNumbers?) Progress(JobView job) => (job.State, job.Run, job.Objects, job.Check);
    }

    // Between a silo's death and its discovery calls to its grains fail.
    private async Task<JobView?> ReportAsync(string id)
    {
        try
        {
            return await Jobs.StatusAsync(id, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Looks until it is so, for 40 s at most.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < Timeout, $"After 40 s this is not so: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        UntilAsync(() => Task.FromResult(isSo()), what);

    /// <summary>Shards of a job that a silo works on.</summary>
    public static int Held(InProcessSiloHandle silo, string id) =>
        Service<OpenJobs>(silo).All.Where(job => job.JobId == id).Sum(job => job.Held.All.Count);

    public int Held(string id) => Silos.Sum(silo => Held(silo, id));

    /// <summary>The silo that a job's grain lives on.</summary>
    public async Task<InProcessSiloHandle> MasterOfAsync(string id)
    {
        var address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Grains.GetGrain<IJobGrain>(id));
        return Silos.Single(silo => silo.SiloAddress.Equals(address));
    }

    public Task<InProcessSiloHandle> JoinAsync() => _cluster.StartAdditionalSiloAsync();

    /// <summary>Another activation writes the job's row: the one that is there doesn't know its version any more.</summary>
    public void Overwrite(string id)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_home.FullName, "osstransfer.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE OrleansStorage SET Version = Version + 1 WHERE GrainTypeString = 'job' AND GrainIdExtensionString = $id";
        command.Parameters.AddWithValue("$id", id);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    /// <summary>Whether these bytes stand anywhere in the database's files.</summary>
    public bool DatabaseHolds(ReadOnlySpan<byte> bytes)
    {
        foreach (var file in _home.EnumerateFiles("osstransfer.db*"))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    public Task StopAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    public async ValueTask DisposeAsync()
    {
        Server.Faults.Clear();
        await _cluster.DisposeAsync();
        await Server.DisposeAsync();
        LeftHome.Delete(_home.FullName);
    }

    private static CommandContext Command() => new(Guid.NewGuid().ToString("N"), "test");
}
