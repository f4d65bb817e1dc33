using System.Globalization;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What <c>status --json</c> counts is what the destination's server was sent, and where that can't be known it says so.</summary>
public sealed class NumbersTests
{
    // Requests that may be under way when the process dies.
    private const int ObjectsInFlight = 64;

    [Fact]
    public async Task Killed_run_counts_what_its_first_process_sent_and_says_that_it_is_the_least()
    {
        const int Objects = 1500;
        await using var bench = await Bench.StartAsync();
        var bytes = WriteAll(bench, Objects);
        using (var process = bench.Launch("run", bench.DiskToStore("killed"), "--json"))
        {
            bench.Server.Faults.Add(new()
            {
                Kind = FaultKind.Hook,
                Operations = [S3Operation.PutObject],
                Skip = 900,
                Hook = (_, _) =>
                {
                    process.Kill();
                    return Task.CompletedTask;
                },
            });
            Assert.Equal(128 + 9, (await bench.EndAsync(process)).Code);
        }

        var run = (await bench.RunAsync("run", Path.Combine(Path.GetDirectoryName(bench.Home)!, "killed.cfg"), "--json")).Expect(0).Job;

        var puts = bench.Server.Requests.Of(S3Operation.PutObject);
        Assert.Equal(("done", Objects, 0), (run.State, (int)run.Objects.Transferred, (int)run.Objects.Skipped));
        Assert.True(run.SentAtLeast);
        Assert.InRange(run.Objects.Sent, Math.Max(Objects, puts.Count - ObjectsInFlight), puts.Count);
        Assert.InRange(run.Bytes.Sent, bytes, puts.Sum(LengthOf));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Theory]
    [InlineData("pause", "continue")]
    [InlineData("stop", "start")]
    public async Task Run_without_a_kill_counts_every_request_whatever_was_repeated_or_cut(string stop, string goOn)
    {
        const int Objects = 600;
        await using var bench = await Bench.StartAsync();
        WriteAll(bench, Objects);
        await bench.StartSiloAsync();
        bench.Server.Faults.Add(Fault.InternalError(5, S3Operation.PutObject));
        var held = bench.Server.Faults.Add(new()
        {
            // Those are cut at the pause, with their bodies sent.
            Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Skip = 200, Delay = TimeSpan.FromSeconds(20), Times = null,
        });
        (await bench.RunAsync("add", bench.DiskToStore("paused"))).Expect(0);
        await bench.UntilAsync("paused", _ => bench.Server.Requests.Count(S3Operation.PutObject) >= 200 + ObjectsInFlight);

        (await (stop == "stop" ? bench.RunAsync(stop) : bench.RunAsync(stop, "paused"))).Expect(0);
        var putsBefore = bench.Server.Requests.Of(S3Operation.PutObject);
        if (stop == "pause")
        {
            var paused = await bench.StatusAsync("paused");
            Assert.Equal(("paused", false), (paused.State, paused.SentAtLeast));
            Assert.Equal((putsBefore.Count, putsBefore.Sum(LengthOf)), ((int)paused.Objects.Sent, paused.Bytes.Sent));
        }

        bench.Server.Faults.Remove(held);
        (await (goOn == "start" ? bench.RunAsync(goOn, "--api-port=0") : bench.RunAsync(goOn, "paused"))).Expect(0);
        var run = await bench.UntilAsync("paused", job => !job.IsActive && job.State != "paused");

        var puts = bench.Server.Requests.Of(S3Operation.PutObject);
        Assert.Equal(("done", Objects, 0, false), (run.State, (int)run.Objects.Transferred, (int)run.Objects.Skipped, run.SentAtLeast));
        Assert.Equal((puts.Count, puts.Sum(LengthOf)), ((int)run.Objects.Sent, run.Bytes.Sent));
        Assert.True(puts.Count > Objects, "nothing was sent twice");
    }

    [Fact]
    public async Task Copies_inside_a_service_are_counted_apart_from_what_was_sent()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            bench.Origin.Put($"f{i}", Samples.Bytes(1000, i));
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("inside"), "--json")).Expect(0).Job;

        Assert.Equal((20L, 20_000L), (run.Objects.CopiedInside, run.Bytes.CopiedInside));
        Assert.Equal((20L, 20_000L), (run.Objects.Transferred, run.Bytes.Transferred));
        Assert.Equal((0L, 0L), (run.Objects.Sent, run.Bytes.Sent));
        Assert.Equal(20, bench.Server.Requests.Count(S3Operation.CopyObject));
    }

    [Fact]
    public async Task What_a_directory_can_never_hold_is_neither_read_nor_counted_as_sent()
    {
        await using var bench = await Bench.StartAsync();
        Directory.CreateDirectory(Path.Combine(bench.Destination, "taken"));
        bench.Origin.Put("ok", Samples.Bytes(1000, 1));
        foreach (var key in (string[])["taken", "a//b", "a/../b", "long/" + new string('n', 256)])
        {
            bench.Origin.Put(key, Samples.Bytes(5000, 2));
        }

        var run = (await bench.RunAsync("run", bench.StoreToDisk("names"), "--json")).Expect(3).Job;

        Assert.Equal((1L, 4L), (run.Objects.Transferred, run.Objects.Failed));
        Assert.Equal((1L, 1000L), (run.Objects.Sent, run.Bytes.Sent));
        Assert.Equal(["ok"], bench.Server.Requests.Of(S3Operation.GetObject).Select(request => request.Key));
    }

    private static long WriteAll(Bench bench, int objects)
    {
        var bytes = 0L;
        for (var i = 0; i < objects; i++)
        {
            bench.Write($"d{i % 13}/f{i}", Samples.Bytes(100 + (i % 4000), i));
            bytes += 100 + (i % 4000);
        }

        return bytes;
    }

    private static long LengthOf(RequestRecord request) => long.Parse(request.Headers["content-length"], CultureInfo.InvariantCulture);
}
