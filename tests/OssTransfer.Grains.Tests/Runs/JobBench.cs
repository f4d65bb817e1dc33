using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Reports;
using OssTransfer.LoopbackS3;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>A silo, a source directory and an S3 server, and jobs between them.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    private JobBench(TestSilo silo, LoopbackServer server, string source)
    {
        Silo = silo;
        Server = server;
        Source = source;
        server.Buckets.Add("target");
        server.Buckets.Add("origin");
    }

    public TestSilo Silo { get; }

    public LoopbackServer Server { get; }

    public string Source { get; }

    public IJobService Jobs => Silo.Services.GetRequiredService<IJobService>();

    public static async Task<JobBench> StartAsync(Func<GrainsOptions, GrainsOptions>? change = null, Action<IServiceCollection>? further = null)
    {
        var server = await LoopbackServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var silo = await TestSilo.StartAsync(TestContext.Current.CancellationToken, further: services =>
        {
            Change(services, change ?? (options => options));
            further?.Invoke(services);
        });
        return new(silo, server, Directory.CreateTempSubdirectory("osstransfer-source-").FullName);
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A job.cfg from the directory to the bucket.</summary>
    public string DiskJob(string id, string more = "") => $"""
        job-ID: {id}
        src-filetype: diskfile
        src-absolutepath: {Source}
        {Destination}
        {more}
        """;

    /// <summary>A job.cfg from the server's one bucket to its other.</summary>
    public string CloudJob(string id, string more = "") => $"""
        job-ID: {id}
        src-filetype: s3file
        src-endpoint: {Server.Url}
        src-bucketName: origin
        src-accesskey: {Server.AccessKey}
        src-secretkey: {Server.SecretKey}
        {Destination}
        {more}
        """;

    private string Destination => $"""
        des-endpoint: {Server.Url}
        des-bucketName: target
        des-accesskey: {Server.AccessKey}
        des-secretkey: {Server.SecretKey}
        sync-enable-increment: False
        """;

    public Task<CommandAnswer> AddAsync(string config) =>
        Jobs.AddAsync(new() { Config = config, TimeZone = "UTC", Confirmed = true }, Command(), TestContext.Current.CancellationToken);

    public Task<CommandAnswer> EditAsync(string jobId, string config) =>
        Jobs.EditAsync(jobId, new() { Config = config, TimeZone = "UTC", Confirmed = true }, Command(), TestContext.Current.CancellationToken);

    public Task<CommandAnswer> CommandAsync(string jobId, string command) =>
        Jobs.CommandAsync(jobId, command, Command(), TestContext.Current.CancellationToken);

    /// <summary>Adds a job and waits for its end.</summary>
    public async Task<JobView> RunAsync(string config)
    {
        var answer = await AddAsync(config);
        Assert.True(
            answer.Code == ExitCode.Done, answer.Message + string.Concat(answer.Errors.Select(error => $"\n{error.Line} {error.Key}: {error.Message}")));
        return await EndAsync(answer.JobId!);
    }

    /// <summary>Commands a redo and waits for the new run's end.</summary>
    public async Task<JobView> RedoAsync(string jobId, string command = "redo")
    {
        var answer = await CommandAsync(jobId, command);
        Assert.True(answer.Code == ExitCode.Done, answer.Message);
        return await EndAsync(jobId);
    }

    public Task<JobView> EndAsync(string jobId) => UntilAsync(jobId, report => report.State is "done" or "failed" or "paused");

    public async Task<JobView> UntilAsync(string jobId, Func<JobView, bool> wanted)
    {
        while (true)
        {
            var report = await Jobs.StatusAsync(jobId, TestContext.Current.CancellationToken);
            if (report is not null && wanted(report))
            {
                return report;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until there is no such job.</summary>
    public async Task UntilGoneAsync(string jobId)
    {
        while (await Jobs.StatusAsync(jobId, TestContext.Current.CancellationToken) is not null)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async Task<List<FailureLine>> FailuresAsync(string jobId)
    {
        var lines = new List<FailureLine>();
        await foreach (var line in (await Jobs.FailuresAsync(jobId, TestContext.Current.CancellationToken))!)
        {
            lines.Add(line);
        }

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(Source, recursive: true);
    }

    /// <summary>Shards of a kind that were worked on, by their names (<c>1/0/m3</c>), as the log tells.</summary>
    public async Task<IReadOnlyCollection<string>> ShardsTakenAsync(char kind)
    {
        await using var file = new FileStream(Path.Combine(Silo.Home.LogsPath, "log-workers.txt"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var log = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return new SortedSet<string>(Regex.Matches(log, $@"shard (\d+/\d+/{kind}\d+), attempt \d+: taken").Select(match => match.Groups[1].Value), StringComparer.Ordinal);
    }

    /// <summary>Rows that the database holds of shards whose name contains this.</summary>
    public long CountRows(string name) =>
        Number("SELECT COUNT(*) FROM OrleansStorage WHERE PayloadBinary IS NOT NULL AND GrainIdExtensionString LIKE '%' || $name || '%'", name);

    /// <summary>The version of a job's row: who would write it must have read that one.</summary>
    public long VersionOf(string jobId) =>
        Number("SELECT Version FROM OrleansStorage WHERE GrainTypeString = 'job' AND GrainIdExtensionString = $name", jobId);

    /// <summary>Bytes of the states of all shards in the database.</summary>
    public long CountBytes() => Number("SELECT SUM(LENGTH(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString LIKE 'shard-%'", "");

    private long Number(string query, string name)
    {
        using var connection = new SqliteConnection($"Data Source={Silo.Home.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        command.Parameters.AddWithValue("$name", name);
        return (long)command.ExecuteScalar()!;
    }

    private static void Change(IServiceCollection services, Func<GrainsOptions, GrainsOptions> change)
    {
        var options = (GrainsOptions)services.Single(service => service.ServiceType == typeof(GrainsOptions)).ImplementationInstance!;
        services.AddSingleton(change(options));
    }

    private static CommandContext Command() => new(Guid.NewGuid().ToString("N"), "test");
}
