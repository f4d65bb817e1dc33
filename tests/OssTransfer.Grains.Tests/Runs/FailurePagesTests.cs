using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Reports;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>What failed, by reason and in pages, from whole silos.</summary>
public sealed class FailurePagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_are_counted_by_reason_and_come_in_pages()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 8; i++)
        {
            bench.Write($"f{i}", [1]);
        }

        Directory.CreateSymbolicLink(Path.Combine(bench.Source, "z"), "nowhere");
        foreach (var (key, code) in new[] { ("f1", "InvalidArgument"), ("f3", "EntityTooLarge"), ("f4", "InvalidArgument"), ("f6", "InvalidArgument") })
        {
            bench.Server.Faults.Add(Refused(key, code));
        }

        var job = await bench.RunAsync(bench.DiskJob("some"));

        Assert.Equal(
            [("broken-link", 1L, "z"), ("destination-other", 3, "f1"), ("destination-too-large", 1, "f3")],
            job.Failures.Select(group => (group.Reason, group.Count, group.Key!)).OrderBy(group => group.Reason, StringComparer.Ordinal));
        Assert.Equal("destination-other", job.Failures[0].Reason);
        Assert.All(job.Failures, group => Assert.NotEmpty(group.Example!));
        string[][] whole = [["f1", "f3"], ["f4", "f6"], ["z"]];
        Assert.Equal(whole, await PagesAsync(bench, "some", null));
        string[][] others = [["f1", "f4"], ["f6"]];
        Assert.Equal(others, await PagesAsync(bench, "some", "destination-other"));
        Assert.Equal([["z"]], await PagesAsync(bench, "some", "broken-link"));
        Assert.Empty((await PagesAsync(bench, "some", "conflict")).Single());
        var map = (await bench.Jobs.ShardsAsync("some", Cancel))!;
        Assert.Equal((1, 0, 0, 1), (map.Shards, map.Waiting, map.Held, map.Flawed!.Value));

        var place = (await bench.Jobs.FailuresAsync("some", new(1), Cancel))!.Next;
        bench.Server.Faults.Clear();
        await bench.RedoAsync("some", "redo-failed");
        Assert.True((await bench.Jobs.FailuresAsync("some", new(1) { After = place }, Cancel))!.IsLost);
        Assert.Null(await bench.Jobs.FailuresAsync("none", new(1), Cancel));
        Assert.Null(await bench.Jobs.ShardsAsync("none", Cancel));
    }

    [Fact]
    public async Task While_a_job_works_its_map_says_which_machine_holds_a_shard_and_its_failures_are_shown()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("a", [1]);
        bench.Write("b", [1]);
        bench.Server.Faults.Add(Refused("a", "InvalidArgument"));
        bench.Server.Faults.Add(
            new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.PutObject], Key = "b", Delay = TimeSpan.FromMinutes(2), Times = null });
        await bench.AddAsync(bench.DiskJob("slow"));

        await bench.UntilAsync("slow", job => job.Failures.Count > 0);
        var map = (await bench.Jobs.ShardsAsync("slow", Cancel))!;
        var page = (await bench.Jobs.FailuresAsync("slow", new(10), Cancel))!;

        Assert.Equal((1, 0, 1), (map.Shards, map.Waiting, map.Held));
        Assert.Equal(["test"], map.Cells.Single().Machines);
        Assert.Equal(["a"], page.Lines.Select(line => line.Key.ToString()));
    }

    [Fact]
    public async Task Of_a_hundred_thousand_shards_a_page_reads_those_that_it_shows()
    {
        var reads = new ShardReads();
        await using var bench = await JobBench.StartAsync(further: services => services.AddSingleton<IIncomingGrainCallFilter>(reads));
        bench.Write("a", [1]);
        await bench.RunAsync(bench.DiskJob("large"));
        await LargeJob.PlantAsync(bench.Silo.Services, "large", shards: 100_000, flawed: 20, failures: 500);
        reads.Clear();

        var job = (await bench.Jobs.StatusAsync("large", Cancel))!;
        var map = (await bench.Jobs.ShardsAsync("large", Cancel))!;

        Assert.Equal([("destination-denied", 9_997L), ("destination-too-large", 3)], job.Failures.Select(group => (group.Reason, group.Count)));
        Assert.Equal((100_000, 20, 0), (map.Shards, map.Flawed, map.Waiting + map.Held));
        Assert.InRange(map.Cells.Count, 1, ShardMap.MostCells);
        Assert.Empty(reads);

        var first = (await bench.Jobs.FailuresAsync("large", new(100), Cancel))!;
        Assert.Equal(100, first.Lines.Count);
        Assert.Single(reads);
        reads.Clear();
        var next = (await bench.Jobs.FailuresAsync("large", new(600) { After = first.Next }, Cancel))!;
        Assert.Equal("k000000/00100", next.Lines[0].Key.ToString());
        Assert.Equal(2, reads.Count);
        reads.Clear();
        var odd = (await bench.Jobs.FailuresAsync("large", new(100) { Reason = "destination-too-large" }, Cancel))!;
        Assert.Equal(LargeJob.OddShards, odd.Lines.Count);
        Assert.Equal(LargeJob.OddShards, reads.Count);
    }

    private static Fault Refused(string key, string code) =>
        new() { Kind = FaultKind.Error, Operations = [S3Operation.PutObject], Key = key, Status = 400, Code = code, Times = null };

    private static async Task<List<string[]>> PagesAsync(JobBench bench, string jobId, string? reason)
    {
        var pages = new List<string[]>();
        string? after = null;
        do
        {
            var page = (await bench.Jobs.FailuresAsync(jobId, new(2) { After = after, Reason = reason }, Cancel))!;
            pages.Add([.. page.Lines.Select(line => line.Key.ToString())]);
            after = page.Next;
        }
        while (after is not null);
        return pages;
    }

    /// <summary>Notes which shards are read.</summary>
    private sealed class ShardReads : ConcurrentQueue<string>, IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType == typeof(IShardGrain) && context.MethodName == nameof(IShardGrain.ReadAsync))
            {
                Enqueue(context.TargetId.ToString());
            }

            return context.Invoke();
        }
    }
}
