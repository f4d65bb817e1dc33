using FsCheck.Xunit;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Jobs.Tests.Planning;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class CompactionTests
{
    [Fact]
    public async Task Thirty_passes_with_few_changes_keep_rows_and_bytes_as_many_as_the_first_left()
    {
        var bench = new PlanBench { Objects = 100, PageSize = 1000, SplitBytes = long.MaxValue };
        for (var i = 0; i < 5_000; i++)
        {
            bench.Seed($"2026/images/{i:d6}.jpg", $"first {i}");
        }

        bench.Move(await bench.PlanAsync());
        var (rows, bytes) = (bench.Rows, bench.RowBytes);

        for (var pass = 2; pass <= 31; pass++)
        {
            for (var i = 0; i < 5; i++)
            {
                bench.Seed($"2026/images/{((pass * 911) + (i * 1009)) % 5_000:d6}.jpg", $"pass {pass}");
                bench.Seed($"2026/more/{pass:d4}-{i}.jpg", $"new {pass}");
            }

            bench.Move(await bench.PlanAsync());
            Assert.True(await bench.CompactAsync(int.MaxValue));

            Assert.InRange(bench.Rows, rows, (rows * 4 / 3) + 2);
            Assert.InRange(bench.RowBytes, bytes * 2 / 3, bytes * 4 / 3);
        }

        Assert.Null(bench.Compaction);
        await AssertRemembersAsync(bench);
    }

    [Fact]
    public async Task Keys_that_come_at_the_end_of_every_pass_do_not_leave_a_shard_each()
    {
        var bench = new PlanBench { Objects = 100, PageSize = 1000 };
        for (var pass = 1; pass <= 60; pass++)
        {
            bench.Seed($"log-{pass:d4}.gz");
            bench.Move(await bench.PlanAsync());
            await bench.CompactAsync(int.MaxValue);
        }

        // Shards of ten keys at least, and the index.
        Assert.InRange(bench.Rows, 2, 7);
        await AssertRemembersAsync(bench);
    }

    [Property(MaxTest = 300, EndSize = 60)]
    public bool Random_runs_changes_and_crashes_leave_the_truth_and_nothing_else(byte[]? changes)
    {
        RandomRunsAsync(changes ?? []).GetAwaiter().GetResult();
        return true;
    }

    [Fact]
    public async Task An_index_that_is_needed_and_missing_stops_before_anything_is_forgotten()
    {
        var bench = new PlanBench();
        bench.Seed("a");
        bench.Move(await bench.PlanAsync());
        bench.Seed("a", "two");
        bench.Move(await bench.PlanAsync());
        var compaction = bench.Compaction!;
        await bench.ForgetAsync([ShardId.Index(2, 0)], TestContext.Current.CancellationToken);
        var rows = bench.Rows;

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await compaction.StepsAsync(bench, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal(rows, bench.Rows);
    }

    [Fact]
    public async Task What_the_last_report_may_have_stored_beyond_the_position_is_forgotten_too()
    {
        var rows = new NamedRows();
        var compaction = Compaction.OfAll(Jobs.New() with { PastRuns = [new(1, 3, 3, 0)] })!;

        await compaction.StepsAsync(rows, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

        Assert.All(Enumerable.Range(0, 3 + ListingReport.MaxSegments), number => Assert.Contains(ShardId.Move(1, number), rows.Forgotten));
        Assert.All([0, 1], page => Assert.Contains(ShardId.Index(1, page), rows.Forgotten));
    }

    [Fact]
    public void The_run_that_goes_on_and_what_it_compares_with_are_left_alone()
    {
        var past = new PastRun(1, 2, 2, 0);
        var going = Jobs.Running() with { PastRuns = [past], Catalogue = Catalogue.Empty.Overlay(1, 2, null) };

        Assert.Null(Compaction.Of(going));
        Assert.Null(Compaction.Of(going with { Run = going.Run! with { List = going.Run.List with { IsDone = true } } }));
        Assert.NotNull(Compaction.Of(going with { Run = going.Run! with { ExitCode = 0, List = going.Run.List with { IsDone = true } } }));
    }

    [Fact]
    public async Task A_job_that_goes_leaves_nothing()
    {
        var bench = new PlanBench();
        for (var run = 0; run < 3; run++)
        {
            bench.Seed($"k{run}");
            bench.Seed("changes", $"{run}");
            bench.Move(await bench.PlanAsync());
        }

        var all = Compaction.OfAll(Jobs.New() with { PastRuns = bench.Runs })!;
        await all.StepsAsync(bench, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, bench.Rows);
    }

    private static async Task RandomRunsAsync(byte[] changes)
    {
        var bench = new PlanBench { Objects = 5, PageSize = 4 };
        for (var i = 0; i < 40; i++)
        {
            bench.Seed($"k{i:d3}");
        }

        foreach (var change in changes)
        {
            switch (change % 4)
            {
                case 0:
                    bench.Seed($"k{change:d3}", $"changed {change}");
                    break;
                case 1:
                    bench.Source.Remove(bench.Mapping.ToSource(ObjectKey.From($"k{change % 40:d3}")));
                    break;
                case 2:
                    // A run that listed all of the source, or one that was left in its middle.
                    var asked = 0;
                    bench.Move(await bench.PlanAsync(null, () => change > 128 && ++asked > change % 7));
                    await AssertRemembersAsync(bench, change <= 128);
                    break;
                default:
                    // As far as the process came.
                    await bench.CompactAsync(change % 16);
                    break;
            }
        }

        bench.Move(await bench.PlanAsync());
        Assert.True(await bench.CompactAsync(int.MaxValue));

        await AssertRemembersAsync(bench);
        var needed = await new CatalogueReader(bench.Catalogue, bench)
            .ReadAsync(null, TestContext.Current.CancellationToken)
            .CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(needed + 1, bench.Rows);
    }

    private static string Md5(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content));

    /// <summary>Every object of the source is remembered once, as it is at the destination.</summary>
    private static async Task AssertRemembersAsync(PlanBench bench, bool isWhole = true)
    {
        var remembered = await bench.RememberedAsync();

        Assert.Equal(remembered.Select(known => known.Record.Key).Order().Distinct(), remembered.Select(known => known.Record.Key));
        var records = remembered.ToDictionary(known => known.Record.Key, known => known.Record);
        if (!isWhole)
        {
            return;
        }

        foreach (var key in bench.Source.Keys)
        {
            Assert.Equal(Md5(bench.Source.Find(key)!.Content), records[key].DestinationETag);
            Assert.Equal(Md5(bench.Destination.Find(key)!.Content), records[key].Source.ETag);
        }
    }

    /// <summary>Has no index, and notes what is to be forgotten.</summary>
    private sealed class NamedRows : IShardRows
    {
        public HashSet<ShardId> Forgotten { get; } = [];

        public Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int page, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SegmentRef>?>(null);

        public Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
        {
            Forgotten.UnionWith(shards);
            return Task.CompletedTask;
        }
    }
}
