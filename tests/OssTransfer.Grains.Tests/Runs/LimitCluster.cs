using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Reports;
using OssTransfer.LoopbackS3;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>Silos of one cluster in this process, with one SQLite file, a source directory and an S3 server.</summary>
internal sealed class LimitCluster : IAsyncDisposable
{
    private const ulong Incarnation = 7;
    private readonly InProcessTestCluster _cluster;
    private readonly SealingKey _key = SealingKey.Create();
    private readonly string _directory = Directory.CreateTempSubdirectory("osstransfer-cluster-").FullName;

    private LimitCluster(LoopbackServer server)
    {
        Server = server;
        server.Buckets.Add("target");
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((options, silo) => Configure(options.SiloName, silo));
        _cluster = builder.Build();
    }

    public LoopbackServer Server { get; }

    public string Source => Path.Combine(_directory, "source");

    private SqlitePlace Database => new(Path.Combine(_directory, "state.db"));

    private IJobGrain Job => _cluster.Client.GetGrain<IJobGrain>("job");

    public static async Task<LimitCluster> StartAsync()
    {
        var cluster = new LimitCluster(await LoopbackServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        Directory.CreateDirectory(cluster.Source);
        await StateDatabase.PrepareAsync(cluster.Database, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        await cluster._cluster.DeployAsync();
        return cluster;
    }

    public Task<InProcessSiloHandle> JoinAsync() => _cluster.StartAdditionalSiloAsync();

    public Task LeaveAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    public async Task AddAsync(string more)
    {
        var read = JobConfig.Parse(
            $"""
            job-ID: job
            src-filetype: diskfile
            src-absolutepath: {Source}
            src-machines: all
            des-endpoint: {Server.Url}
            des-bucketName: target
            des-accesskey: {Server.AccessKey}
            des-secretkey: {Server.SecretKey}
            des-profile: aws
            {more}
            """,
            new(DateTimeOffset.UtcNow, TimeZoneInfo.Utc, 1));
        Assert.Empty(read.Errors);
        var secrets = JobSecretsSeal.Seal(new SecretSealer(_key), read.Secrets!, Incarnation);
        await _cluster.Client.GetGrain<IJobRegistryGrain>(0).NoteAsync("job");
        Assert.Equal(ExitCode.Done, (await Job.AddAsync(new(JobConfigText.WriteMasked(read.Spec!, read.Secrets!), secrets, Incarnation, true), "add")).Code);
    }

    public async Task SetAsync(string key, string value) =>
        Assert.Equal(ExitCode.Done, (await Job.SetAsync(new() { [key] = value }, Guid.NewGuid().ToString("N"))).Code);

    public async Task<JobView> ReportAsync() =>
        JobSnapshotCodec.Decode((await Job.ShowAsync(DateTimeOffset.UtcNow))!).View;

    /// <summary>What each silo that works for the job keeps to, bytes per second.</summary>
    public double[] Shares() =>
    [
        .. _cluster.Silos.SelectMany(silo => silo.ServiceProvider.GetRequiredService<OpenJobs>().All)
            .Where(job => !job.Held.IsEmpty && job.Lease.IsHeld)
            .Select(job => job.Limits.Rates.BytesPerSecond),
    ];

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Server.DisposeAsync();
        LeftHome.Delete(_directory);
    }

    private void Configure(string name, ISiloBuilder silo)
    {
        silo.Services.AddSingleton(TimeProvider.System);
        silo.AddOssTransferPersistence(Database);
        silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
        silo.Services.AddOssTransferGrains(
            new()
            {
                SiloName = name,
                MaxWorkers = 2,
                MaxMasters = 2,
                MemoryBytes = 64 << 20,
                JobsPath = Path.Combine(_directory, "jobs"),
                SplitBytes = 64 << 20,
                PartShardBytes = 16 << 20,
                IsAlone = false,
                Lease = TimeSpan.FromSeconds(3),
                RenewEvery = TimeSpan.FromSeconds(0.3),
            },
            _key);
        silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
    }
}
