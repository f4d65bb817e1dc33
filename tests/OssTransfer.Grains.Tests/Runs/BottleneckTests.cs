using System.Diagnostics;
using OssTransfer.Contracts.Jobs;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>What limits a job is made for real, and named.</summary>
public sealed class BottleneckTests : IAsyncLifetime
{
    private const int Objects = 1500;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    // Another service than the source's, which could copy by itself.
    private LoopbackServer _other = null!;

    public async ValueTask InitializeAsync()
    {
        _other = await LoopbackServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _other.Buckets.Add("target");
    }

    public ValueTask DisposeAsync() => _other.DisposeAsync();

    [Fact]
    public Task Slow_source_is_named() => AssertAsync("source", get: TimeSpan.FromMilliseconds(300));

    [Fact]
    public Task Slow_destination_is_named() => AssertAsync("destination", put: TimeSpan.FromMilliseconds(300));

    [Fact]
    public Task Slower_one_of_two_is_named() => AssertAsync("destination", get: TimeSpan.FromMilliseconds(100), put: TimeSpan.FromMilliseconds(300));

    [Fact]
    public Task Own_limit_of_requests_is_named_though_the_destination_is_slow() =>
        AssertAsync("request-limit", "max-requests: 50/s", put: TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task Own_limit_of_bandwidth_is_named_with_what_changes_it()
    {
        await using var bench = await BenchAsync(objects: 100, bytes: 400_000);
        await bench.AddAsync(Job(bench, "limited", "max-bandwidth: 4MB/s"));

        var seen = await SeenAsync(bench, "limited", "bandwidth-limit");

        Assert.Contains("of 4.0 MB/s", seen.Text, StringComparison.Ordinal);
        Assert.Contains("'osstransfer set limited --max-bandwidth=RATE'", seen.Text, StringComparison.Ordinal);
        Assert.InRange(seen.Waits["bandwidth-limit"], 50, 100);
    }

    [Fact]
    public async Task Store_that_throttles_is_named()
    {
        await using var bench = await BenchAsync(Objects);
        _other.Faults.Add(
            new Fault { Kind = FaultKind.Error, Operations = [S3Operation.PutObject], Status = 503, Code = "SlowDown", Times = null });
        await bench.AddAsync(Job(bench, "throttled"));

        Assert.Contains("throttles", (await SeenAsync(bench, "throttled", "destination-throttled")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Last_large_object_is_named()
    {
        await using var bench = await BenchAsync(0);
        bench.Write("the-last", new byte[64 << 20]);
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], Delay = TimeSpan.FromSeconds(3), Times = null });
        await bench.AddAsync(bench.DiskJob("large"));

        Assert.Contains("'the-last'", (await SeenAsync(bench, "large", "one-object")).Text, StringComparison.Ordinal);
    }

    private async Task AssertAsync(string name, string more = "", TimeSpan? get = null, TimeSpan? put = null)
    {
        await using var bench = await BenchAsync(Objects);
        Slow(bench.Server, S3Operation.GetObject, get);
        Slow(_other, S3Operation.PutObject, put);
        await bench.AddAsync(Job(bench, "job", more));

        var seen = await SeenAsync(bench, "job", name);

        Assert.Equal(name, seen.Waits.MaxBy(wait => wait.Value).Key);

        void Slow(LoopbackServer server, S3Operation operation, TimeSpan? delay)
        {
            if (delay is { } by)
            {
                server.Faults.Add(new Fault { Kind = FaultKind.Slow, Operations = [operation], Delay = by, Times = null });
            }
        }
    }

    private static async Task<BottleneckView> SeenAsync(JobBench bench, string job, string name)
    {
        var (names, begun) = (new List<string?>(), Stopwatch.StartNew());
        var view = await bench.UntilAsync(job, job =>
        {
            names.Add(job.Bottleneck?.Name);
            return job.Bottleneck?.Name == name || job.State is "done" or "failed" or "paused" || begun.Elapsed > Timeout;
        });
        Assert.True(view.Bottleneck?.Name == name, $"{view.State} {view.Reason}: {string.Join(' ', names.Distinct())}");
        return view.Bottleneck!;
    }

    private string Job(JobBench bench, string id, string more = "") => $"""
        job-ID: {id}
        src-filetype: s3file
        src-endpoint: {bench.Server.Url}
        src-bucketName: origin
        src-accesskey: {bench.Server.AccessKey}
        src-secretkey: {bench.Server.SecretKey}
        des-endpoint: {_other.Url}
        des-bucketName: target
        des-accesskey: {_other.AccessKey}
        des-secretkey: {_other.SecretKey}
        sync-enable-increment: False
        check-time: never
        {more}
        """;

    private static async Task<JobBench> BenchAsync(int objects, int bytes = 1000)
    {
        var bench = await JobBench.StartAsync();
        for (var i = 0; i < objects; i++)
        {
            bench.Server.Buckets["origin"].Put($"k{i:0000}", new byte[bytes]);
        }

        return bench;
    }
}
