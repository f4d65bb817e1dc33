using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.S3;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A home, two directories and an S3 server with two buckets, for one test; the program runs as processes.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public const string Secret = "Tr0ub4dor-secret-of-the-test";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("osstransfer-e2e-");
    private readonly List<ProgramResult> _said = [];
    private int? _writesToOrigin;
    private bool _hasSilo;

    private Bench(LoopbackServer server, LoopbackServer targetServer)
    {
        Server = server;
        TargetServer = targetServer;
        Source = _root.CreateSubdirectory("source").FullName;
        Destination = _root.CreateSubdirectory("destination").FullName;
        AtTarget = Running.Destination.In(Target);
        AtDestination = new(() => Manifest.OfDirectory(Destination), (name, content) =>
        {
            var path = Path.Combine(Destination, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
            File.SetLastWriteTimeUtc(path, Running.Destination.LongAgo.UtcDateTime);
        });
    }

    public LoopbackServer Server { get; }

    /// <summary>The same as <see cref="Server"/> where not asked otherwise: then the service copies by itself.</summary>
    public LoopbackServer TargetServer { get; }

    public Bucket Origin => Server.Buckets["origin"];

    public Bucket Target => TargetServer.Buckets["target"];

    public string Home => Path.Combine(_root.FullName, "home");

    public string Source { get; }

    public string Destination { get; }

    /// <summary>What is in <see cref="Target"/>.</summary>
    public Destination AtTarget { get; }

    /// <summary>What is in the directory <see cref="Destination"/>.</summary>
    public Destination AtDestination { get; }

    /// <summary>What a store holds after <see cref="Source"/> has arrived there.</summary>
    public Manifest Files => Manifest.OfDirectory(Source).WithHeaders(
        name => [KeyValuePair.Create("content-type", name.EndsWith(".txt", StringComparison.Ordinal) ? "text/plain" : "application/octet-stream")]);

    /// <summary>What any place holds after <see cref="Origin"/> has arrived there.</summary>
    public Manifest Objects
    {
        get
        {
            Assert.Equal(_writesToOrigin ?? WritesToOrigin(), WritesToOrigin());
            return Manifest.Of(Origin);
        }
    }

    /// <summary>Variables of the environment beside the test's own.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>All that the program said so far.</summary>
    public IReadOnlyList<ProgramResult> Said => _said;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Bench> StartAsync()
    {
        var server = await StartServerAsync(null, "origin", "target");
        return new(server, server);
    }

    /// <summary>With a server of its own for each side.</summary>
    public static async Task<Bench> StartApartAsync(StoreHabits? origin = null, StoreHabits? target = null) =>
        new(await StartServerAsync(origin, "origin"), await StartServerAsync(target, "target"));

    public void Write(string name, byte[] content)
    {
        var path = Path.Combine(Source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public string DiskToStore(string id, string more = "") => JobFile(id, FromDisk, ToStore, more);

    public string StoreToStore(string id, string more = "") => JobFile(id, FromStore, ToStore, more);

    public string StoreToDisk(string id, string more = "") => JobFile(id, FromStore, ToDisk, more);

    /// <summary>A job.cfg from elsewhere to the store.</summary>
    public string ToStoreFrom(string id, string from, string more = "") => JobFile(id, from, ToStore, more);

    /// <summary>A file with this text in the test's own directory.</summary>
    public string Save(string name, string text)
    {
        var path = Path.Combine(_root.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The program with these arguments, to its end.</summary>
    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        using var process = Launch(arguments);
        return await EndAsync(process);
    }

    /// <summary>The program with these arguments, running.</summary>
    public Process Launch(params string[] arguments)
    {
        _hasSilo |= arguments is ["start", ..];
        AtTarget.Witness();
        AtDestination.Witness();
        _writesToOrigin ??= WritesToOrigin();
        var start = new ProcessStartInfo(TestedProgram.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OSSTRANSFER_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["OSSTRANSFER_HOME"] = Home;
        start.Environment["E2E_SECRET"] = Secret;
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a launched process and keeps what it said.</summary>
    public async Task<ProgramResult> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        var result = new ProgramResult(process.ExitCode, await output, await error);
        _said.Add(result);
        return result;
    }

    public async Task<RunningSilo> StartSiloAsync() => JsonSerializer.Deserialize(
        (await RunAsync("start", "--api-port=0", "--json")).Expect(0).Out, ContractsJson.Default.RunningSilo)!;

    public async Task<JobView> StatusAsync(string jobId) => (await RunAsync("status", jobId, "--json")).Expect(0).Job;

    /// <summary>Asks until the job is as wanted; gives up where it stays as it is for a minute.</summary>
    public Task<JobView> UntilAsync(string jobId, Func<JobView, bool> wanted) => JobWatch.UntilAsync(Home, jobId, wanted, TimeSpan.FromMinutes(1));

    /// <summary>A second client of the destination, by others.</summary>
    public AmazonS3Client Aws() => AwsAt(TargetServer);

    /// <summary>A second client of a server, by others.</summary>
    public AmazonS3Client AwsAt(LoopbackServer server) => new("the-access-key", Secret, new AmazonS3Config
    {
        ServiceURL = server.Url.ToString(),
        AuthenticationRegion = "us-east-1",
        ForcePathStyle = true,
        IgnoreConfiguredEndpointUrls = true,
    });

    /// <summary>Kills the silo's process; what supervises it starts another.</summary>
    public async Task KillSiloAsync()
    {
        var pid = await File.ReadAllTextAsync(Path.Combine(Home, "osstransfer.pid"), CancellationToken.None);
        using var silo = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        silo.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await StopSiloAsync();
        await Server.DisposeAsync();
        if (TargetServer != Server)
        {
            await TargetServer.DisposeAsync();
        }

        _root.Delete(recursive: true);
    }

    /// <summary>How many requests would have changed a bucket. What a test puts there itself goes past requests.</summary>
    public static int Writes(LoopbackServer server, Bucket bucket) =>
        server.Requests.All.Count(request => request.Bucket == bucket.Name && request.Method is not ("GET" or "HEAD"));

    private static Task<LoopbackServer> StartServerAsync(StoreHabits? habits, params string[] buckets) =>
        LoopbackServer.StartAsync(new() { AccessKey = "the-access-key", SecretKey = Secret, Buckets = buckets, Habits = habits ?? new() }, Cancel);

    private int WritesToOrigin() => Writes(Server, Origin);

    private async Task StopSiloAsync()
    {
        if (!_hasSilo)
        {
            return;
        }

        // 7 says that none runs.
        var stop = await RunAsync("stop");
        if (stop.Code is not (0 or 7))
        {
            await KillAsync("conf/supervisor.pid");
            await KillAsync("osstransfer.pid");
            throw new InvalidOperationException($"The silo could not be stopped and was killed: {stop.Code} {stop.Out}{stop.Error}");
        }
    }

    private async Task KillAsync(string pidFile)
    {
        var path = Path.Combine(Home, pidFile);
        if (File.Exists(path) && int.TryParse(await File.ReadAllTextAsync(path, CancellationToken.None), CultureInfo.InvariantCulture, out var pid))
        {
            using var process = Process.GetProcesses().FirstOrDefault(each => each.Id == pid);
            process?.Kill();
        }
    }

    private string JobFile(string id, string from, string to, string more)
    {
        var increment = more.Contains("sync-enable-increment", StringComparison.Ordinal) ? "" : "sync-enable-increment: False\n";
        return Save(id + ".cfg", $"job-ID: {id}\n{from}\n{to}\n{increment}{more}\n");
    }

    private string FromDisk => $"src-filetype: diskfile\nsrc-absolutepath: {Source}";

    private string FromStore =>
        $"src-filetype: s3file\nsrc-endpoint: {Server.Url}\nsrc-bucketName: origin\nsrc-accesskey: the-access-key\nsrc-secretkey: {Secret}";

    private string ToStore =>
        $"des-filetype: s3file\ndes-endpoint: {TargetServer.Url}\ndes-bucketName: target\ndes-accesskey: the-access-key\ndes-secretkey: env:E2E_SECRET";

    private string ToDisk => $"des-filetype: diskfile\ndes-absolutepath: {Destination}";
}
