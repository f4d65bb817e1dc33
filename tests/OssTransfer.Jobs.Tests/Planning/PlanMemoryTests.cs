using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Planning;

/// <summary>Whatever the order of new, known and vanished keys: few of them wait at a time, and the position follows the listing.</summary>
public sealed class PlanMemoryTests
{
    private const int Objects = 10;
    private const int PageSize = 7;

    // What may wait: the keys of a stretch that is unchanged so far, those that are gathered for a shard, and a page.
    private const int MayWait = (2 * 8 * Objects) + Objects + PageSize;

    public static TheoryData<string> Patterns =>
        ["all new", "new first", "new last", "new between two", "excluded between two", "alternating", "all gone", "all but one gone", "unchanged"];

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task Few_keys_wait_and_the_position_follows(string pattern)
    {
        var waiting = new SortedSet<ObjectKey>();
        var most = 0;
        var bench = new PlanBench
        {
            Objects = Objects,
            PageSize = PageSize,
            Filter = new() { Exclude = new(["*.tmp"]) },
            Listed = entry =>
            {
                Wait(entry.Key);
                return entry;
            },
            Read = Wait,
        };
        await ArrangeAsync(bench, pattern);
        waiting.Clear();
        most = 0;
        ObjectKey? through = null;

        await foreach (var segment in bench.StreamAsync(null, () => false))
        {
            through = segment.Through ?? through;
            waiting.RemoveWhere(key => key <= through);
        }

        Assert.InRange(most, 1, MayWait);
        Assert.Empty(waiting);

        void Wait(ObjectKey key)
        {
            waiting.Add(key);
            most = Math.Max(most, waiting.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task Slices_of_one_page_come_to_the_end_and_remember_the_same(string pattern)
    {
        var (whole, sliced) = (New(), New());
        await ArrangeAsync(whole, pattern);
        await ArrangeAsync(sliced, pattern);
        var expected = await whole.PlanAsync();

        var (planned, slices) = (new List<PlannedSegment>(), 0);
        while (planned.Count == 0 || !planned[^1].IsLast)
        {
            planned.AddRange(await sliced.PlanAsync(planned.LastOrDefault(segment => segment.Through is not null)?.Through, () => true));
            Assert.InRange(++slices, 1, 4_000);
        }

        Assert.Equal(Sum(expected).Keys, Sum(planned).Keys);
        Assert.Equal(Sum(expected).Ended.Keys, Sum(planned).Ended.Keys);
        whole.Move(expected);
        sliced.Move(planned);
        Assert.Equal(
            (await whole.RememberedAsync()).Select(known => (known.Record.Key, known.Retained)),
            (await sliced.RememberedAsync()).Select(known => (known.Record.Key, known.Retained)));
    }

    [Theory]
    [InlineData("all new", 1)]
    [InlineData("new between two", 1)]
    [InlineData("new between two", 7)]
    [InlineData("alternating", 3)]
    public async Task No_more_shards_are_planned_than_may_be_open(string pattern, int most)
    {
        var bench = New();
        await ArrangeAsync(bench, pattern);
        bench.MaxShards = most;

        var planned = await bench.PlanAsync();

        Assert.InRange(planned.Count(segment => segment.Manifest?.SendObjects > 0), most, most + 1);
        Assert.DoesNotContain(planned, segment => segment.IsLast);
    }

    [Theory]
    [InlineData("all new", 0)]
    [InlineData("unchanged", 3)]
    public async Task Keys_are_wanted_as_long_as_shards_may_be_planned(string pattern, int left)
    {
        var bench = New();
        await ArrangeAsync(bench, pattern);
        bench.MaxShards = 3;

        await bench.PlanAsync();

        Assert.Equal(left, Math.Max(0, bench.Planner!.KeysUntilFull) / bench.Objects);
    }

    [Fact]
    public async Task What_the_listing_did_not_give_yet_is_not_gone()
    {
        var bench = New();
        await ArrangeAsync(bench, "unchanged");
        bench.Pages = 3;

        var planned = await bench.PlanAsync();

        Assert.Equal(3 * PageSize, Sum(planned).Objects);
        Assert.DoesNotContain(planned, segment => segment.IsLast);
        Assert.DoesNotContain(planned.SelectMany(segment => segment.Manifest?.Entries ?? []), entry => entry.Action == Jobs.Shards.EntryAction.Retain);
    }

    private static PlanBench New() => new() { Objects = Objects, PageSize = PageSize, Filter = new() { Exclude = new(["*.tmp"]) } };

    /// <summary>A source in the named relation to what is remembered.</summary>
    private static async Task ArrangeAsync(PlanBench bench, string pattern)
    {
        if (pattern != "all new")
        {
            Seed(bench, 0, 1_000, pattern.Contains("two", StringComparison.Ordinal) ? 500 : 1, "k{0:d4}");
            bench.Move(await bench.PlanAsync());
        }

        switch (pattern)
        {
            case "all new" or "new first":
                Seed(bench, 0, 1_000, 1, "a{0:d4}");
                break;
            case "new last":
                Seed(bench, 0, 1_000, 1, "z{0:d4}");
                break;
            case "new between two":
                Seed(bench, 0, 1_000, 1, "k0000-{0:d4}");
                break;
            case "excluded between two":
                Seed(bench, 0, 1_000, 1, "k0000-{0:d4}.tmp");
                break;
            case "alternating":
                Seed(bench, 0, 1_000, 1, "k{0:d4}-new");
                break;
            case "all gone" or "all but one gone":
                foreach (var key in bench.Source.Keys.SkipLast(pattern == "all gone" ? 0 : 1).ToList())
                {
                    bench.Source.Remove(key);
                }

                break;
        }
    }

    private static void Seed(PlanBench bench, int first, int end, int step, string format)
    {
        for (var i = first; i < end; i += step)
        {
            bench.Seed(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, i));
        }
    }

    private static ListingCounts Sum(IEnumerable<PlannedSegment> planned) => planned.Aggregate(ListingCounts.Empty, (sum, segment) => sum.Add(segment.Counts));
}
