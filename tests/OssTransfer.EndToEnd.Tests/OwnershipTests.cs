using System.Diagnostics;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What this job wrote stays its own and what others wrote stays theirs, whatever was killed when.</summary>
public sealed class OwnershipTests
{
    private static readonly DateTime Old = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_attempt_wrote_stays_ours_where_its_source_is_deleted_and_comes_back()
    {
        await using var bench = await Bench.StartAsync();
        Write(bench, "k", Samples.Bytes(100, 1));
        var silo = await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("hot"))).Expect(0);
        await EndAsync(bench, run: 1);

        // A new version arrives at the destination, its writer deletes it, and the silo dies before it could say so.
        var changed = Samples.Bytes(5000, 2);
        Write(bench, "k", changed);
        Write(bench, "z", Samples.Bytes(10, 3));
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Key = "z",
            Hook = async (_, _) =>
            {
                await UntilAsync(() => bench.Target["k"]?.Length == changed.Length);
                File.Delete(Path.Combine(bench.Source, "k"));
                using var process = Process.GetProcessById(silo.Pid);
                process.Kill();
            },
        });

        // Its answer may be lost with the silo.
        await bench.RunAsync("redo", "hot");
        var killed = await EndAsync(bench, run: 2);

        // An old file is moved to its place.
        Write(bench, "k", Samples.Bytes(300, 4));
        (await bench.RunAsync("redo", "hot")).Expect(0);
        var last = await EndAsync(bench, run: 3);

        Assert.Equal(1, bench.Server.Faults.Hits);
        Assert.Equal(("done", (ExitCode?)ExitCode.Done), (killed.State, killed.ExitCode));
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 0L), (last.State, last.ExitCode, last.Objects.Conflict));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_strangers_object_stays_that_came_while_a_large_one_was_under_way(bool isKilled)
    {
        await using var bench = await Bench.StartAsync();
        Write(bench, "k", Samples.Bytes(Samples.LargeBytes, 1));
        await bench.StartSiloAsync();
        var held = bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], Skip = 1, Times = null, Delay = TimeSpan.FromMinutes(1),
        });
        (await bench.RunAsync("add", bench.DiskToStore("way"))).Expect(0);
        await UntilAsync(() => bench.Server.Requests.Count(S3Operation.UploadPart) > 1);

        // One that is killed is started again by itself.
        await (isKilled ? bench.KillSiloAsync() : bench.RunAsync("pause", "way"));
        bench.Target.Put("k", Samples.Bytes(100, 3));
        bench.AtTarget.Keep("k");
        bench.Server.Faults.Remove(held);
        if (!isKilled)
        {
            (await bench.RunAsync("continue", "way")).Expect(0);
        }

        var ended = await bench.UntilAsync("way", job => job.ExitCode is not null && !job.IsActive);

        Assert.Equal(((ExitCode?)ExitCode.Failures, 1L), (ended.ExitCode, ended.Objects.Conflict));
        Assert.Equal(100, bench.Target["k"]!.Length);
        Assert.Equal(0, bench.Server.Requests.Count(S3Operation.CompleteMultipartUpload));
    }

    [Fact]
    public async Task A_strangers_object_stays_after_a_kill_whatever_the_clocks_say()
    {
        await using var bench = await Bench.StartAsync();
        bench.Server.ClockOffset = TimeSpan.FromMinutes(10);
        Write(bench, "k", Samples.Bytes(100, 1));
        Write(bench, "z", Samples.Bytes(100, 2));
        bench.Target.Put("k", Samples.Bytes(100, 3), lastModified: DateTimeOffset.UtcNow.AddMinutes(20));
        bench.AtTarget.Keep("k");

        using (var process = bench.Launch("run", bench.DiskToStore("ahead"), "--json"))
        {
            bench.Server.Faults.Add(new()
            {
                Kind = FaultKind.Hook,
                Operations = [S3Operation.PutObject],
                Hook = (_, _) =>
                {
                    process.Kill();
                    return Task.CompletedTask;
                },
            });
            Assert.Equal(128 + 9, (await bench.EndAsync(process)).Code);
        }

        var again = await bench.RunAsync("run", Path.Combine(Path.GetDirectoryName(bench.Home)!, "ahead.cfg"), "--json");

        Assert.Equal((3, 1L), (again.Code, again.Job.Objects.Conflict));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task A_write_of_a_killed_attempt_that_arrives_late_is_named_and_replaced()
    {
        await using var bench = await Bench.StartAsync();
        var (first, second) = (Samples.Bytes(100, 1), Samples.Bytes(5000, 2));
        Write(bench, "k", first);
        Write(bench, "z", Samples.Bytes(10, 3));
        var silo = await bench.StartSiloAsync();
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Key = "z",
            Hook = async (_, _) =>
            {
                await UntilAsync(() => bench.Target["k"]?.Length == first.Length);
                Write(bench, "k", second);
                using var process = Process.GetProcessById(silo.Pid);
                process.Kill();
            },
        });
        var late = 0;
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.ListObjects, S3Operation.ListObjectsV2],
            Bucket = "target",
            Times = null,
            Hook = (_, _) =>
            {
                if (bench.Target["k"]?.Length == second.Length && Interlocked.Exchange(ref late, 1) == 0)
                {
                    bench.Target.Put("k", first);
                }

                return Task.CompletedTask;
            },
        });

        // Its answer may be lost with the silo.
        await bench.RunAsync("add", bench.DiskToStore("hot", "check-time: never"));

        var found = await EndAsync(bench, run: 1);
        (await bench.RunAsync("redo", "hot")).Expect(0);
        var mended = await EndAsync(bench, run: 2);

        Assert.Equal((1, (ExitCode?)ExitCode.Failures, 1L), (late, found.ExitCode, found.Check!.Differences));
        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 0L), (mended.State, mended.ExitCode, mended.Objects.Conflict));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task What_somebody_wrote_while_the_job_was_paused_stays()
    {
        await using var bench = await Bench.StartAsync();
        Write(bench, "k", Samples.Bytes(100, 1));
        Write(bench, "z", Samples.Bytes(100, 2));
        bench.Server.Faults.Add(Fault.ExpiredCredentials() with { Operations = [S3Operation.PutObject], Times = null });
        var job = bench.DiskToStore("paused");
        Assert.Equal(5, (await bench.RunAsync("run", job, "--json")).Code);

        bench.Server.Faults.Clear();
        bench.Target.Put("k", Samples.Bytes(70, 3));
        bench.AtTarget.Keep("k");
        await bench.StartSiloAsync();
        (await bench.RunAsync("continue", "paused")).Expect(0);
        var ended = await bench.UntilAsync("paused", view => view.State is "done" or "failed");

        Assert.Equal(((ExitCode?)ExitCode.Failures, 1L), (ended.ExitCode, ended.Objects.Conflict));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    private static async Task<Contracts.Jobs.JobView> EndAsync(Bench bench, int run) =>
        await bench.UntilAsync("hot", job => !job.IsActive && job.Run == run);

    private static void Write(Bench bench, string name, byte[] content)
    {
        bench.Write(name, content);
        File.SetLastWriteTimeUtc(Path.Combine(bench.Source, name), Old);
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(10, Cancel);
        }
    }
}
