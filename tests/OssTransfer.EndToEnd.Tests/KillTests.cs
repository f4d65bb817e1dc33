using System.Diagnostics;
using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>kill -9 at moments drawn by a seed, each time the same home again; <c>OSSTRANSFER_TEST_KILLS</c> says how often.</summary>
public sealed class KillTests
{
    private const int Small = 2000;
    private const int Large = 3;

    // Requests that may be under way when the process dies: the engine's objects and parts at once.
    private const int ObjectsInFlight = 64;
    private const int PartsInFlight = 32;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_KILLS") ?? "4", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    public async Task Killed_run_to_a_store_ends_equal_and_sends_nothing_checkpointed_twice(int seed)
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < Small; i++)
        {
            bench.Write($"d{i % 13}/f{i}", Samples.Bytes(100 + (i % 4000), i));
        }

        for (var i = 0; i < Large; i++)
        {
            bench.Write($"large/{i}", Samples.Bytes(Samples.LargeBytes, i));
        }

        var killed = await KillAsync(bench, bench.DiskToStore("killed"), "target", seed);
        var run = (await bench.RunAsync("run", Path.Combine(Path.GetDirectoryName(bench.Home)!, "killed.cfg"), "--json")).Expect(0).Job;

        var (objects, parts) = (Small + Large, Large * 3);
        Assert.True(killed > 0, "no run was killed");
        Assert.Equal(("done", objects, objects), (run.State, (int)run.Objects.Listed, (int)(run.Objects.Transferred + run.Objects.Skipped)));
        bench.AtTarget.AssertHolds(bench.Files);

        // A kill between the start of an upload and its note leaves one that nobody may touch, for nobody knows whose it is; it never got a part.
        Assert.All(bench.Target.Uploads, upload => Assert.Empty(upload.Parts));
        Assert.InRange(bench.Target.Uploads.Count, 0, killed * Large);
        Assert.InRange(bench.Server.Requests.Count(S3Operation.PutObject), Small, Small + (killed * ObjectsInFlight));
        Assert.InRange(bench.Server.Requests.Count(S3Operation.UploadPart), parts, parts + (killed * PartsInFlight));
    }

    [Theory]
    [InlineData(2)]
    public async Task Killed_run_to_a_disk_ends_equal_and_leaves_no_half_file(int seed)
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < Small; i++)
        {
            bench.Origin.Put($"d{i % 13}/f{i}", Samples.Bytes(100 + (i % 4000), i));
        }

        for (var i = 0; i < Large; i++)
        {
            bench.Origin.Put($"large/{i}", Samples.Bytes(Samples.LargeBytes, i));
        }

        // What stands under a final name is whole at every moment.
        var killed = await KillAsync(
            bench, bench.StoreToDisk("killed"), "origin", seed,
            () => bench.AtDestination.AssertHoldsNothingElse(
                bench.Objects, key => Path.GetFileName(key).StartsWith(".osstransfer-", StringComparison.Ordinal)));
        var run = (await bench.RunAsync("run", Path.Combine(Path.GetDirectoryName(bench.Home)!, "killed.cfg"), "--json")).Expect(0).Job;

        Assert.True(killed > 0, "no run was killed");
        Assert.Equal(("done", Small + Large), (run.State, (int)(run.Objects.Transferred + run.Objects.Skipped)));
        bench.AtDestination.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Killed_silo_is_started_again_and_its_job_goes_on()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 500; i++)
        {
            bench.Write($"f{i}", Samples.Bytes(100, i));
        }

        var silo = await bench.StartSiloAsync();
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.PutObject],
            Skip = 200,
            Hook = (_, _) =>
            {
                using var process = Process.GetProcessById(silo.Pid);
                process.Kill();
                return Task.CompletedTask;
            },
        });
        (await bench.RunAsync("add", bench.DiskToStore("supervised"))).Expect(0);

        var job = await bench.UntilAsync("supervised", job => !job.IsActive);

        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 500L), (job.State, job.ExitCode, job.Objects.Listed));
        Assert.Equal(1, bench.Server.Faults.Hits);
        bench.AtTarget.AssertHolds(bench.Files);
    }

    /// <summary>Runs the job again and again, each time until a request by number arrives at the bucket; how many were killed before they ended.</summary>
    private static async Task<int> KillAsync(Bench bench, string job, string bucket, int seed, Action? afterKill = null)
    {
        var random = new Random(seed);
        var requests = Small + (Large * 4);
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = bench.Launch("run", job, "--json");
            var fault = bench.Server.Faults.Add(new()
            {
                Kind = FaultKind.Hook,
                Bucket = bucket,
                Skip = random.Next(requests * 2 / Kills),
                Hook = (_, _) =>
                {
                    process.Kill();
                    return Task.CompletedTask;
                },
            });
            var result = await bench.EndAsync(process);
            bench.Server.Faults.Remove(fault);
            if (result.Code == 0)
            {
                break;
            }

            Assert.True(result.Code == 128 + 9, $"code {result.Code}\n{result.Out}\n{result.Error}");
            killed++;
            afterKill?.Invoke();
        }

        return killed;
    }
}
