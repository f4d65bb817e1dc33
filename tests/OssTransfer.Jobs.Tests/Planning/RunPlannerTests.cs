using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Tests.Planning;

public sealed class RunPlannerTests
{
    [Fact]
    public async Task A_first_run_sends_everything_once_in_order()
    {
        var bench = Filled(25);

        var planned = await bench.PlanAsync();

        Assert.Equal(bench.Source.Keys, Entries(planned).Select(entry => entry.Key));
        Assert.All(Entries(planned), entry => Assert.Equal(EntryAction.Send, entry.Action));
        Assert.All(planned.Where(segment => segment.Manifest is not null), segment => Assert.InRange(segment.Manifest!.Entries.Count, 1, 10));
        Assert.True(Assert.Single(planned, segment => segment.IsLast) == planned[^1]);
        Assert.Equal(25, Counts(planned).Objects);
    }

    [Fact]
    public async Task An_empty_source_is_a_whole_listing()
    {
        var planned = Assert.Single(await new PlanBench().PlanAsync());

        Assert.True(planned.IsLast);
        Assert.Equal(0, planned.Counts.Objects);
    }

    [Fact]
    public async Task A_very_large_object_is_a_shard_by_itself()
    {
        var bench = Filled(25);
        bench.Source.Seed("k007z", new byte[1_000]);
        bench.Source.Seed("k012z", new byte[999]);

        var planned = await bench.PlanAsync();

        Assert.Single(planned.Single(segment => segment.Through == ObjectKey.From("k007z")).Manifest!.Entries);
        Assert.DoesNotContain(planned, segment => segment.Through == ObjectKey.From("k012z"));
        Assert.Equal(bench.Source.Keys, Entries(planned).Select(entry => entry.Key));
        Assert.Equal(27, Counts(planned).Objects);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(1000)]
    public async Task An_unchanged_second_run_rewrites_no_shard_and_asks_nothing(int objects)
    {
        var bench = Filled(objects);
        bench.Move(await bench.PlanAsync());
        var before = bench.Destination.Requests() - bench.Destination.Requests(StoreOperation.List);

        var planned = await bench.PlanAsync();

        Assert.DoesNotContain(planned, segment => segment.Manifest is not null);
        Assert.Equal(objects, Counts(planned).Objects);
        Assert.Equal(objects, Counts(planned).Ended[OutcomeKind.Skipped]);
        Assert.Equal(0, bench.Source.Requests(StoreOperation.Head));
        Assert.Equal(before, bench.Destination.Requests() - bench.Destination.Requests(StoreOperation.List));
    }

    [Fact]
    public async Task What_is_taken_for_equal_by_size_is_not_by_content_when_that_is_asked_for_later()
    {
        var bench = Filled(3);
        bench.Move(await bench.PlanAsync());
        var size = bench.Source.Find("k000")!.Content.Length;
        bench.Source.Seed("k000", Enumerable.Repeat((byte)'x', size).ToArray());

        bench.Compare = ComparePolicy.Size;
        var bySize = await bench.PlanAsync();
        bench.Move(bySize);
        bench.Compare = ComparePolicy.Auto;
        var byContent = await bench.PlanAsync();

        Assert.DoesNotContain(Entries(bySize), entry => entry.Action == EntryAction.Send);
        Assert.Equal(["k000"], Entries(byContent).Where(entry => entry.Action == EntryAction.Send).Select(entry => entry.Key.ToString()));
    }

    [Fact]
    public async Task What_a_listing_that_lags_hides_of_what_this_job_wrote_stays_its_own()
    {
        var bench = Filled(1);
        bench.Move(await bench.PlanAsync());
        var (before, after) = (bench.Source.Find("k000")!.Content.ToArray(), "another content"u8.ToArray());
        bench.Source.Seed("k000", after);
        bench.Move(await bench.PlanAsync());

        // The source goes back, and the destination still lists what was there before, in the next pass, too.
        bench.Source.Seed("k000", before);
        bench.Destination.Seed("k000", before);
        bench.Move(await bench.PlanAsync());
        bench.Move(await bench.PlanAsync());
        bench.Destination.Seed("k000", after);

        var entry = Assert.Single(Entries(await bench.PlanAsync()));
        Assert.Equal((EntryAction.Send, true), (entry.Action, entry.IsOurs));
    }

    [Fact]
    public async Task Everything_is_sent_in_each_pass_where_nothing_counts_as_equal()
    {
        var bench = Filled(3);
        bench.Move(await bench.PlanAsync());
        bench.Compare = ComparePolicy.Always;

        Assert.All(Entries(await bench.PlanAsync()), entry => Assert.Equal((EntryAction.Send, true, true), (entry.Action, entry.EvenIfEqual, entry.IsOurs)));
    }

    [Fact]
    public async Task What_is_no_object_is_excluded_and_counted_in_every_run()
    {
        var problems = new Dictionary<string, EntryProblem>
        {
            ["dirs/"] = EntryProblem.EmptyDirectory,
            ["link"] = EntryProblem.DirectoryLink,
            ["pipe"] = EntryProblem.SpecialFile,
            ["socket"] = EntryProblem.SpecialFile,
        };
        var bench = new PlanBench
        {
            Listed = entry => entry with { Problem = problems.GetValueOrDefault(entry.Key.ToString()), IsHardLink = entry.Key.ToString() is "file" or "pipe" },
        };
        foreach (var key in problems.Keys.Append("file"))
        {
            bench.Seed(key);
        }

        var first = await bench.PlanAsync();
        bench.Move(first);
        var second = await bench.PlanAsync();

        Assert.All([first, second], planned =>
        {
            Assert.Equal(new NotCarriedCounts { EmptyDirectories = 1, DirectoryLinks = 1, SpecialFiles = 2, HardLinks = 1 }, Counts(planned).NotCarried);
            Assert.Equal((5, 4), (Counts(planned).Objects, Counts(planned).Ended[OutcomeKind.Excluded]));
        });
        Assert.Equal("file", Assert.Single(Entries(first)).Key.ToString());
    }

    [Theory]
    [InlineData("k009")]
    [InlineData("k010")]
    [InlineData("k000")]
    [InlineData("k029")]
    public async Task A_changed_key_at_a_border_is_sent_alone(string key)
    {
        var bench = Filled(30);
        bench.Move(await bench.PlanAsync());
        bench.Seed(key, "other");

        var planned = await bench.PlanAsync();

        Assert.Equal(key, Assert.Single(Entries(planned), entry => entry.Action == EntryAction.Send).Key.ToString());
        Assert.True(Assert.Single(Entries(planned), entry => entry.Action == EntryAction.Send).IsOurs);
        Assert.Equal(2, planned.Count(segment => segment.Unchanged is not null));
        Assert.Equal(30, Counts(planned).Objects);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("k009x")]
    [InlineData("k010x")]
    [InlineData("z")]
    public async Task A_new_key_anywhere_is_sent_and_nothing_is_lost(string key)
    {
        var bench = Filled(30);
        bench.Move(await bench.PlanAsync());
        bench.Seed(key);

        bench.Move(await bench.PlanAsync());

        Assert.Equal(bench.Source.Keys, (await bench.RememberedAsync()).Select(known => known.Record.Key));
        Assert.NotNull(bench.Destination.Find(key));
    }

    [Fact]
    public async Task A_vanished_key_is_carried_until_it_is_old_and_rewrites_nothing_then()
    {
        var bench = Filled(30);
        bench.Move(await bench.PlanAsync());
        bench.Source.Remove(ObjectKey.From("k010"));

        for (var misses = 1; misses <= CatalogueRecord.MaxMisses; misses++)
        {
            bench.Move(await bench.PlanAsync());
            var known = Assert.Single(await bench.RememberedAsync(), remembered => remembered.Record.Key == ObjectKey.From("k010"));
            Assert.Equal((true, misses), (known.Retained, known.Record.Misses));
        }

        var planned = await bench.PlanAsync();
        Assert.DoesNotContain(planned, segment => segment.Manifest is not null);
        Assert.Equal(29, Counts(planned).Objects);
    }

    [Fact]
    public async Task Excluded_keys_are_counted_and_not_sent()
    {
        var bench = Filled(30, new() { Filter = new() { Exclude = new(["*5"]) } });

        var planned = await bench.PlanAsync();

        Assert.Equal((30, 3), (Counts(planned).Objects, Counts(planned).Ended[OutcomeKind.Excluded]));
        Assert.Equal(27, Entries(planned).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_ends_while_listing_is_told_key_by_key_where_asked_also_of_stretches_that_are_not_written_again(bool tells)
    {
        var bench = Filled(40, new() { Filter = new() { Exclude = new(["*5"]) } });
        bench.ReportsEnded = tells;
        var first = await bench.PlanAsync();
        bench.Move(first);

        var second = await bench.PlanAsync();

        Assert.Contains(second, segment => segment.Unchanged is not null);
        Assert.Equal(tells ? (4, 4, 36) : default, (Told(first, OutcomeKind.Excluded), Told(second, OutcomeKind.Excluded), Told(second, OutcomeKind.Skipped)));
        Assert.Equal(tells ? 44 : 0, first.Concat(second).SelectMany(segment => segment.Ended).Count());

        static int Told(List<PlannedSegment> planned, OutcomeKind kind) =>
            planned.SelectMany(segment => segment.Ended).Where(key => key.Kind == kind).Select(key => key.Key).Distinct().Count();
    }

    [Property(MaxTest = 60)]
    public void Slices_give_what_one_go_gives(byte[]? slices, byte changes)
    {
        var (whole, sliced) = (Changed(changes), Changed(changes));

        var expected = whole.PlanAsync().GetAwaiter().GetResult();
        var planned = InSlicesAsync(sliced, slices ?? []).GetAwaiter().GetResult();

        var (one, many) = (Counts(expected), Counts(planned));
        Assert.Equal((one.Objects, one.Bytes, one.Keys, one.Ended.Keys), (many.Objects, many.Bytes, many.Keys, many.Ended.Keys));
        Assert.Equal(one.Ended.Objects, many.Ended.Objects);
        Assert.Equal(
            Entries(expected).Where(entry => entry.Action == EntryAction.Send).Select(entry => entry.Key),
            Entries(planned).Where(entry => entry.Action == EntryAction.Send).Select(entry => entry.Key));
        whole.Move(expected);
        sliced.Move(planned);
        Assert.Equal(
            whole.RememberedAsync().GetAwaiter().GetResult().Select(known => known.Record.Key),
            sliced.RememberedAsync().GetAwaiter().GetResult().Select(known => known.Record.Key));
    }

    [Property(MaxTest = 40)]
    public void A_run_that_was_left_is_remembered_over_the_one_before(byte changes, byte pages)
    {
        var bench = Changed(changes);
        var asked = 0;
        bench.Move(bench.PlanAsync(null, () => ++asked > 3 + (pages % 12)).GetAwaiter().GetResult());
        var left = bench.RememberedAsync().GetAwaiter().GetResult().Select(known => known.Record.Key).ToList();
        Assert.Equal(left.Order().Distinct(), left);

        var planned = bench.PlanAsync().GetAwaiter().GetResult();

        Assert.Equal(bench.Source.Keys.Count, Counts(planned).Objects);
        bench.Move(planned);
        var remembered = bench.RememberedAsync().GetAwaiter().GetResult();
        Assert.Equal(bench.Source.Keys.Where(key => key.Bytes[^1] != (byte)'7'), remembered.Where(known => !known.Retained).Select(known => known.Record.Key));
        Assert.DoesNotContain(bench.PlanAsync().GetAwaiter().GetResult(), segment => segment.Manifest?.SendObjects > 0);
    }

    [Fact]
    public async Task What_a_filled_destination_holds_is_kept_where_equal_and_handed_over_where_it_differs()
    {
        var bench = new PlanBench { Mapping = new("from/", "图/to/") };
        bench.Seed("equal");
        bench.Seed("differs", "new");
        bench.Seed("absent");
        bench.SeedDestination("equal");
        bench.SeedDestination("differs", "old");
        bench.SeedDestination("foreign");

        var entries = Entries(await bench.PlanAsync()).ToDictionary(entry => entry.Key.ToString());

        Assert.Equal((EntryAction.Keep, ProofKind.Md5), (entries["equal"].Action, entries["equal"].Record!.Proof));
        Assert.Equal((EntryAction.Send, false), (entries["differs"].Action, entries["differs"].IsOurs));
        Assert.NotNull(entries["differs"].Destination);
        Assert.Null(entries["absent"].Destination);
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public async Task Sending_all_sends_what_is_equal_too()
    {
        var bench = Filled(12);
        bench.Move(await bench.PlanAsync());
        bench.SendAll = true;

        Assert.All(Entries(await bench.PlanAsync()), entry => Assert.Equal((EntryAction.Send, true, true), (entry.Action, entry.EvenIfEqual, entry.IsOurs)));
    }

    [Fact]
    public async Task Sending_all_sends_what_is_equal_also_where_a_listing_does_not_show_what_this_job_wrote()
    {
        var bench = Filled(1);
        bench.Move(await bench.PlanAsync());
        bench.SendAll = true;
        bench.Destination.Remove(ObjectKey.From("k000"));

        var entry = Assert.Single(Entries(await bench.PlanAsync()));

        Assert.Equal((EntryAction.Send, true, null), (entry.Action, entry.EvenIfEqual, entry.Destination));
    }

    [Fact]
    public async Task Sending_all_makes_nothing_foreign_ours()
    {
        var bench = Filled(12);
        bench.SendAll = true;
        bench.Destination.Seed("k003", "foreign"u8);

        var foreign = Assert.Single(Entries(await bench.PlanAsync()), entry => entry.Destination is not null);

        Assert.Equal((EntryAction.Send, true, false), (foreign.Action, foreign.EvenIfEqual, foreign.IsOurs));
    }

    [Fact]
    public async Task Many_excluded_keys_move_the_position_on()
    {
        var bench = Filled(1000, new() { PageSize = 2000, Objects = 5, Filter = new() { Exclude = new(["**"]) } });

        var planned = await bench.PlanAsync();

        Assert.True(planned.Count > 2, "the keys of a page wait for each other without bound");
        Assert.Equal(1000, Counts(planned).Ended[OutcomeKind.Excluded]);
    }

    private static PlanBench Filled(int objects, PlanBench? bench = null)
    {
        bench ??= new();
        for (var i = 0; i < objects; i++)
        {
            bench.Seed($"k{i:d3}");
        }

        return bench;
    }

    /// <summary>A second run over a source of which some keys changed, came and went.</summary>
    private static PlanBench Changed(int changes)
    {
        var bench = Filled(60, new() { Filter = new() { Exclude = new(["*7"]) } });
        bench.Move(bench.PlanAsync().GetAwaiter().GetResult());
        for (var i = 0; i < changes % 8; i++)
        {
            bench.Seed($"k{(changes * (i + 3)) % 60:d3}", "other");
            bench.Seed($"k{(changes * (i + 5)) % 60:d3}+");
            bench.Source.Remove(ObjectKey.From($"k{(changes * (i + 7)) % 60:d3}"));
        }

        return bench;
    }

    private static async Task<List<PlannedSegment>> InSlicesAsync(PlanBench bench, byte[] slices)
    {
        var (all, after) = (new List<PlannedSegment>(), (ObjectKey?)null);
        for (var slice = 0; slice < 200; slice++)
        {
            var (asked, most) = (0, 5 + (slices.Length == 0 ? 0 : slices[slice % slices.Length] % 9));
            var planned = await bench.PlanAsync(after, () => ++asked > most);
            all.AddRange(planned);
            if (planned.Any(segment => segment.IsLast))
            {
                return all;
            }

            after = planned.LastOrDefault(segment => segment.Through is not null)?.Through ?? after;
        }

        throw new InvalidOperationException("The listing never ends.");
    }

    private static List<ManifestEntry> Entries(IEnumerable<PlannedSegment> planned) => [.. planned.SelectMany(segment => segment.Manifest?.Entries ?? [])];

    private static ListingCounts Counts(IEnumerable<PlannedSegment> planned) =>
        planned.Aggregate(ListingCounts.Empty, (sum, segment) => sum.Add(segment.Counts));
}
