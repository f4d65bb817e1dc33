using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>Progress as a whole silo shows it.</summary>
public sealed class ProgressTests
{
    private const long Limit = 16_000_000;

    [Fact]
    public async Task Large_object_is_seen_to_move_at_the_speed_of_its_limit()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("large", new byte[96 << 20]);
        await bench.AddAsync(bench.DiskJob("large", "max-bandwidth: 16MB/s"));

        var seen = new List<JobView>();
        var end = await bench.UntilAsync("large", job =>
        {
            seen.Add(job);
            return job.State is "done" or "failed" or "paused";
        });

        Assert.Equal((ExitCode.Done, 100.0), (end.ExitCode, end.Percent));
        var moving = seen.Where(job => job.State == "running" && job.Objects.Transferred == 0 && job.Bytes.InFlight > 0).ToList();
        var told = moving.Select(job => job.Bytes.InFlight).Distinct().ToList();
        Assert.True(told.Count >= 3, $"{moving.Count} times seen in flight: {string.Join(' ', told)}");
        var percents = seen.Select(job => job.Percent).OfType<double>().ToList();
        Assert.Equal(percents.Order(), percents);
        Assert.Contains(percents, percent => percent is > 10 and < 90);
        Assert.All(seen, job => Assert.InRange(job.BytesPerSecond, 0, Limit));
        Assert.Contains(seen, job => job.BytesPerSecond > Limit / 2);
        Assert.All(moving, job => Assert.All(job.InFlight, flight => Assert.Equal(("large", 96L << 20), (flight.Key, flight.Size))));
        Assert.Contains(seen, job => job.EtaSeconds is > 0 and < 60);
    }

    [Fact]
    public async Task What_is_left_out_does_not_wait()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            bench.Write($"f{i:00}", new byte[1000]);
        }

        var report = await bench.RunAsync(bench.DiskJob("part", "src-include: f0*"));

        var transfer = report.Phases.Single(phase => phase.Name == "transfer");
        Assert.Equal((20L, 10L, 10L, 10_000L, 10_000L), (report.Objects.Excluded, transfer.Objects, transfer.ObjectsOf, transfer.Bytes, transfer.BytesOf));
        Assert.Equal(["list", "transfer", "check", "report"], report.Phases.Select(phase => phase.Name));
        Assert.All(report.Phases, phase => Assert.Equal(("done", 100.0), (phase.State, phase.Percent)));
    }
}
