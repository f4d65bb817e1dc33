using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains;
using OssTransfer.Grains.Service;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Silo.Hosting;
using OssTransfer.TestSilos;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>Whole silos in this process on a PostgreSQL database of their own, as <c>start --cluster</c> makes them, between simulated stores.</summary>
internal sealed class ScaleBench : IAsyncDisposable
{
    private const string JobId = "scale";

    private readonly PostgresTestDatabase _database;
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("osstransfer-scale-");
    private readonly List<SiloInstance> _silos = [];

    private ScaleBench(PostgresTestDatabase database, int objects)
    {
        _database = database;
        var all = new SimulatedObjects(objects);
        (Source, Destination) = (new(all, isFilled: true), new(all, isFilled: false));
    }

    public SimulatedStore Source { get; }

    public SimulatedStore Destination { get; }

    private IJobService Jobs => _silos[0].Services.GetRequiredService<IJobService>();

    public static async Task<ScaleBench> StartAsync(int silos, int workers, int objects, Func<GrainsOptions, GrainsOptions> change)
    {
        if (PostgresTestDatabase.Server is null)
        {
            throw new InvalidOperationException(PostgresTestDatabase.HowToRun);
        }

        var bench = new ScaleBench(await PostgresTestDatabase.CreateAsync(), objects);
        var cluster = Path.Combine(bench._root.FullName, "cluster");
        ClusterFile.Create(new(bench._database.ConnectionString), TimeProvider.System).Write(cluster);
        for (var i = 1; i <= silos; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"silo{i}");
            bench._silos.Add(await SiloInstance.StartAsync(
                new() { Home = Path.Combine(bench._root.FullName, name), Name = name, Cluster = cluster, ApiPort = null, MaxWorkerNum = workers },
                services => bench.Alter(services, change),
                CancellationToken.None));
        }

        return bench;
    }

    /// <summary>Adds the job; its first run starts by itself.</summary>
    public async Task AddAsync(string more)
    {
        var config = $"""
            job-ID: {JobId}
            src-filetype: s3file
            src-endpoint: http://127.0.0.1:9
            src-bucketName: origin
            src-accesskey: nobody
            src-secretkey: nothing
            des-endpoint: http://127.0.0.1:9
            des-bucketName: target
            des-accesskey: nobody
            des-secretkey: nothing
            sync-enable-increment: False
            {more}
            """;
        var answer = await Jobs.AddAsync(
            new() { Config = config, TimeZone = "UTC", Confirmed = true }, new(Guid.NewGuid().ToString("N"), "bench"), CancellationToken.None);
        if (answer.Code != ExitCode.Done)
        {
            throw new InvalidOperationException(answer.Message + string.Concat(answer.Errors.Select(error => $"\n{error.Line} {error.Key}: {error.Message}")));
        }
    }

    /// <summary>Looks once in a while until the job has ended, and says how it stood each time.</summary>
    public async Task<JobView> EndAsync(TimeSpan every, Func<JobView, Task> look)
    {
        using var timer = new PeriodicTimer(every);
        while (true)
        {
            var report = (await Jobs.StatusAsync(JobId, CancellationToken.None))!;
            if (report.State is "done" or "failed" or "paused")
            {
                return report;
            }

            await look(report);
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Bytes that the master's state takes in the database.</summary>
    public Task<long> MasterBytesAsync() =>
        NumberAsync("SELECT coalesce(max(length(PayloadBinary)), 0)::bigint FROM OrleansStorage WHERE GrainTypeString = 'job'");

    /// <summary>Bytes of all states on disk, indexes included.</summary>
    public Task<long> DatabaseBytesAsync() => NumberAsync("SELECT pg_total_relation_size('OrleansStorage')");

    /// <summary>Rows of states.</summary>
    public Task<long> RowsAsync() => NumberAsync("SELECT count(*) FROM OrleansStorage");

    /// <summary>Gives the room of dead rows back; all of it, or what may be used again.</summary>
    public Task VacuumAsync(bool isFull) => _database.ExecuteAsync(isFull ? "VACUUM FULL OrleansStorage" : "VACUUM OrleansStorage");

    /// <summary>What this process and its silos have used of the processors, and what the database's present connections have.</summary>
    public async Task<(TimeSpan Silos, TimeSpan Database)> ProcessorTimeAsync()
    {
        var backends = (int[])(await _database.ExecuteAsync("SELECT array_agg(pid) FROM pg_stat_activity WHERE datname = current_database()"))!;
        return (TimeOf(Environment.ProcessId), backends.Aggregate(TimeSpan.Zero, (sum, pid) => sum + TimeOf(pid)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await _database.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private static TimeSpan TimeOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.TotalProcessorTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Ended meanwhile.
            return TimeSpan.Zero;
        }
    }

    private async Task<long> NumberAsync(string query) => (long)(await _database.ExecuteAsync(query))!;

    private void Alter(IServiceCollection services, Func<GrainsOptions, GrainsOptions> change)
    {
        var options = (GrainsOptions)services.Last(service => service.ServiceType == typeof(GrainsOptions)).ImplementationInstance!;
        services.AddSingleton(change(options));
        services.AddSingleton<IBareStores>(new SimulatedStores(Source, Destination));
    }
}
