using OssTransfer.Contracts;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>An object so large that several workers move its parts.</summary>
public sealed class SplitObjectTests
{
    private const int Mib = 1 << 20;
    private static readonly byte[] Content = Enumerable.Range(0, (150 * Mib) + 7).Select(i => (byte)(i * 7 / 5)).ToArray();

    [Fact]
    public async Task Its_parts_are_shards_of_their_own_and_it_arrives_once()
    {
        await using var bench = await StartAsync();
        bench.Write("a", [1]);
        bench.Write("huge", Content);
        bench.Write("z", [2]);

        var report = await bench.RunAsync(bench.DiskJob("huge", "des-profile: aws"));

        Assert.Equal(("done", (ExitCode?)ExitCode.Done), (report.State, report.ExitCode));
        Assert.Equal((3, 3), (report.Objects.Listed, report.Objects.Transferred));
        Assert.Equal(Content.Length + 2, report.Bytes.Sent);
        Assert.Equal(1, report.Proofs["md5-parts"]);
        Assert.Equal(Content, bench.Server.Buckets["target"]["huge"]!.ToArray());
        Assert.Equal((1, 10, 1), (
            bench.Server.Requests.Count(S3Operation.CreateMultipartUpload), bench.Server.Requests.Count(S3Operation.UploadPart),
            bench.Server.Requests.Count(S3Operation.CompleteMultipartUpload)));
        Assert.Equal(["1/1/p0", "1/1/p1", "1/1/p2", "1/1/p3"], await bench.ShardsTakenAsync('p'));
        Assert.Equal(0, bench.CountRows("/p"));
    }

    [Fact]
    public async Task A_source_that_changes_meanwhile_goes_again_as_a_whole()
    {
        await using var bench = await StartAsync();
        var path = bench.Write("huge", Content);
        byte[] changed = [.. Content.AsEnumerable().Reverse()];
        bench.Server.Faults.Add(new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], Delay = TimeSpan.FromSeconds(2), Times = 1 });
        await bench.AddAsync(bench.DiskJob("changes"));
        await bench.UntilAsync("changes", _ => bench.Server.Requests.Count(S3Operation.UploadPart) > 0);
        await File.WriteAllBytesAsync(path, changed, TestContext.Current.CancellationToken);

        var report = await bench.EndAsync("changes");

        Assert.Equal("done", report.State);
        Assert.Equal(changed, bench.Server.Buckets["target"]["huge"]!.ToArray());
        Assert.Empty(bench.Server.Buckets["target"].Uploads);
        Assert.Equal(2, bench.Server.Requests.Count(S3Operation.CreateMultipartUpload));
    }

    [Fact]
    public async Task A_pause_in_its_middle_loses_no_part_that_had_arrived()
    {
        await using var bench = await StartAsync();
        bench.Write("huge", Content);
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], Skip = 5, Delay = TimeSpan.FromMinutes(5), Times = null });
        await bench.AddAsync(bench.DiskJob("paused"));
        await bench.UntilAsync("paused", _ => bench.Server.Buckets["target"].Uploads is [{ Parts.Count: 5 }]);

        await bench.CommandAsync("paused", "pause");
        var paused = await bench.UntilAsync("paused", report => report.State == "paused");
        bench.Server.Faults.Clear();
        bench.Server.Requests.Clear();
        await bench.CommandAsync("paused", "continue");
        var report = await bench.UntilAsync("paused", report => report.State is "done" or "failed");

        Assert.Equal(("done", true, false), (report.State, paused.SentAtLeast, report.SentAtLeast));
        Assert.InRange(report.Bytes.Sent, Content.Length, 2L * Content.Length);
        Assert.Equal(5, bench.Server.Requests.Count(S3Operation.UploadPart));
        Assert.Equal(Content, bench.Server.Buckets["target"]["huge"]!.ToArray());
    }

    [Fact]
    public async Task A_removed_job_leaves_no_upload_and_no_row_of_its_parts()
    {
        await using var bench = await StartAsync();
        bench.Write("huge", Content);
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], Skip = 3, Delay = TimeSpan.FromMinutes(5), Times = null });
        await bench.AddAsync(bench.DiskJob("gone"));
        await bench.UntilAsync("gone", _ => bench.Server.Buckets["target"].Uploads is [{ Parts.Count: 3 }]);

        await bench.CommandAsync("gone", "rm");
        while (await bench.Jobs.StatusAsync("gone", TestContext.Current.CancellationToken) is not null)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Empty(bench.Server.Buckets["target"].Uploads);
        Assert.Equal(0, bench.CountRows("1/"));
    }

    private static Task<JobBench> StartAsync() =>
        JobBench.StartAsync(options => options with { SplitBytes = 64 * Mib, PartShardBytes = 40 * Mib });
}
