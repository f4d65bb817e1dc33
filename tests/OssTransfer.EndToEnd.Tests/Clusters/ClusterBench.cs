using OssTransfer.Contracts.Jobs;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>
/// Machines on one database, and an S3 server for each side of a job, for one test. With <c>OSSTRANSFER_TEST_KEEP</c> the homes and their logs
/// stay in the temporary directory.
/// </summary>
internal sealed class ClusterBench : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("osstransfer-cluster-");
    private readonly TestDatabase _database;

    private ClusterBench(TestDatabase database, LoopbackServer origin, LoopbackServer target)
    {
        _database = database;
        OriginServer = origin;
        TargetServer = target;
        AtTarget = Destination.In(Target);
        AtTarget.Witness();
    }

    public IReadOnlyList<Machine> Machines { get; private set; } = [];

    public LoopbackServer OriginServer { get; }

    public LoopbackServer TargetServer { get; }

    public Bucket Origin => OriginServer.Buckets["origin"];

    public Bucket Target => TargetServer.Buckets["target"];

    /// <summary>What is in <see cref="Target"/>.</summary>
    public Destination AtTarget { get; }

    /// <summary>What any place holds after <see cref="Origin"/> has arrived there.</summary>
    public Manifest Objects
    {
        get
        {
            Assert.Equal(0, Bench.Writes(OriginServer, Origin));
            return Manifest.Of(Origin);
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Nothing is started yet but the database and the servers. Without a database server of its own the test shares the one that <c>test.sh</c> names.
    /// </summary>
    public static async Task<ClusterBench> CreateAsync(int machines, DatabaseServer? server = null)
    {
        var database = await TestDatabase.CreateAsync(server?.Address);
        var bench = new ClusterBench(database, await StartServerAsync("origin"), await StartServerAsync("target"));
        await bench.MakeMachinesAsync(machines);
        return bench;
    }

    /// <summary>All machines run.</summary>
    public static async Task<ClusterBench> StartAsync(int machines, DatabaseServer? server = null)
    {
        var bench = await CreateAsync(machines, server);
        await Task.WhenAll(bench.Machines.Select(machine => machine.StartAsync()));
        return bench;
    }

    /// <summary>A job.cfg from one server to the other.</summary>
    public string Job(string id, string more = "") => Save(id + ".cfg", $"""
        job-ID: {id}
        src-filetype: s3file
        src-endpoint: {OriginServer.Url}
        src-bucketName: origin
        src-accesskey: the-access-key
        src-secretkey: {Bench.Secret}
        des-endpoint: {TargetServer.Url}
        des-bucketName: target
        des-accesskey: the-access-key
        des-secretkey: env:E2E_SECRET
        {(more.Contains("sync-enable-increment", StringComparison.Ordinal) ? "" : "sync-enable-increment: False\n")}{more}
        """);

    /// <summary>A file of the test's own.</summary>
    public string PathOf(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Copies the first machine's cluster file to all others, but for the way to the database.</summary>
    public async Task ShareClusterFileAsync()
    {
        var text = await File.ReadAllTextAsync(Machines[0].ClusterFile, Cancel);
        foreach (var machine in Machines.Skip(1))
        {
            // A copy is its owner's alone, too.
            File.Copy(Machines[0].ClusterFile, machine.ClusterFile, overwrite: true);
            await File.WriteAllTextAsync(
                machine.ClusterFile, text.Replace($"Port={Machines[0].Wire.Port}", $"Port={machine.Wire.Port}", StringComparison.Ordinal), Cancel);
        }
    }

    /// <summary>The job as a machine shows it; null while that one can't tell.</summary>
    public static Task<JobView?> TryStatusAsync(Machine machine, string jobId) => JobWatch.TryReadAsync(machine.Home, jobId);

    /// <summary>Asks a machine until the job is as wanted; gives up where it stays as it is for so long.</summary>
    public static Task<JobView> UntilAsync(Machine machine, string jobId, Func<JobView, bool> wanted, TimeSpan patience) =>
        JobWatch.UntilAsync(machine.Home, jobId, wanted, patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Machines)
        {
            await machine.DisposeAsync();
        }

        await OriginServer.DisposeAsync();
        await TargetServer.DisposeAsync();
        await _database.DisposeAsync();
        if (Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_KEEP") is not { Length: > 0 })
        {
            _root.Delete(recursive: true);
        }
    }

    private static Task<LoopbackServer> StartServerAsync(string bucket) =>
        LoopbackServer.StartAsync(new() { AccessKey = "the-access-key", SecretKey = Bench.Secret, Buckets = [bucket], ReceiveBufferBytes = 256 << 10 }, Cancel);

    private string Save(string name, string text)
    {
        var path = Path.Combine(_root.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>One cluster file for all, but for the way to the database.</summary>
    private async Task MakeMachinesAsync(int count)
    {
        var wires = Enumerable.Range(0, count).Select(_ => new Wire(_database.Port)).ToArray();
        var file = Path.Combine(_root.FullName, "cluster-0");
        Machines =
            [.. wires.Select((wire, i) => new Machine($"m{i}", Path.Combine(_root.FullName, $"home-{i}"), Path.Combine(_root.FullName, $"cluster-{i}"), wire))];
        var init = await Machines[0].RunAsync("cluster", "init", "--database-file=" + Save("address", _database.AddressBy(wires[0].Port)), "--out=" + file);
        init.Expect(0);
        await ShareClusterFileAsync();
    }
}
