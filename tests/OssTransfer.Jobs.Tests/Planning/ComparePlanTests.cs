using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Tests.Planning;

/// <summary>What a check job plans: who is equal by the listings, who must be looked at, who is only at the destination.</summary>
public sealed class ComparePlanTests
{
    [Theory]
    [InlineData(ComparisonDepth.Size, "one", "one", EntryAction.Keep, ProofKind.Md5)]
    [InlineData(ComparisonDepth.Size, "one", "two", EntryAction.Keep, ProofKind.Head)]
    [InlineData(ComparisonDepth.Size, "one", "other", EntryAction.Compare, ProofKind.None)]
    [InlineData(ComparisonDepth.Digest, "one", "one", EntryAction.Keep, ProofKind.Md5)]
    [InlineData(ComparisonDepth.Digest, "one", "two", EntryAction.Compare, ProofKind.None)]
    [InlineData(ComparisonDepth.Digest, "one", null, EntryAction.Compare, ProofKind.None)]
    [InlineData(ComparisonDepth.Digest, "", "", EntryAction.Keep, ProofKind.Head)]
    [InlineData(ComparisonDepth.Content, "one", "one", EntryAction.Compare, ProofKind.None)]
    [InlineData(ComparisonDepth.Content, "", "", EntryAction.Keep, ProofKind.Head)]
    public async Task Listings_decide_only_that_both_sides_are_equal(
        ComparisonDepth depth, string source, string? destination, EntryAction action, ProofKind proof)
    {
        var bench = new PlanBench { Depth = depth };
        bench.Seed("k", source);
        if (destination is not null)
        {
            bench.SeedDestination("k", destination);
        }

        var segments = await bench.PlanAsync();

        var entry = Assert.Single(Entries(segments));
        Assert.Equal((action, proof), (entry.Action, action == EntryAction.Keep ? entry.Record!.Proof : ProofKind.None));
        var ended = segments.Sum(segment => segment.Counts.Ended[OutcomeKind.Skipped]);
        Assert.Equal(action == EntryAction.Keep ? 1 : 0, ended);
    }

    [Fact]
    public async Task What_only_the_destination_has_is_found_wherever_it_lies_and_is_no_listed_object()
    {
        var bench = new PlanBench { Depth = ComparisonDepth.Digest, Mapping = new("s/", "d/"), Filter = new() { Exclude = new(["out/**"]) } };
        foreach (var key in new[] { "b", "d", "out/x" })
        {
            bench.Seed(key);
            bench.SeedDestination(key);
        }

        foreach (var key in new[] { "a", "c1", "c2", "e", "out/y" })
        {
            bench.SeedDestination(key);
        }

        bench.Destination.Seed("elsewhere", [1]);

        var segments = await bench.PlanAsync();

        Assert.Equal(["a", "c1", "c2", "e"], Keys(segments, EntryAction.Extra));
        Assert.Equal(["b", "d"], Keys(segments, EntryAction.Keep));
        Assert.Equal((3L, 4L), (segments.Sum(segment => segment.Counts.Objects), segments.Sum(segment => segment.Counts.Extras ?? 0)));
    }

    [Fact]
    public async Task What_is_remembered_and_gone_from_the_source_is_only_at_the_destination()
    {
        var bench = new PlanBench { Depth = ComparisonDepth.Digest };
        foreach (var key in new[] { "a", "b", "c" })
        {
            bench.Seed(key);
            bench.SeedDestination(key);
        }

        bench.Move(await bench.PlanAsync());
        bench.Source.Remove(ObjectKey.From("b"));

        bench.Move(await bench.PlanAsync());
        var segments = await bench.PlanAsync();

        Assert.Equal(["b"], Keys(segments, EntryAction.Extra));
        Assert.Equal(["a", "b", "c"], (await bench.RememberedAsync()).Select(known => known.Record.Key.ToString()));
    }

    [Fact]
    public async Task Next_pass_over_what_is_equal_refers_to_the_last_one()
    {
        var bench = new PlanBench { Depth = ComparisonDepth.Digest };
        foreach (var i in Enumerable.Range(0, 35))
        {
            bench.Seed($"k{i:d2}");
            bench.SeedDestination($"k{i:d2}");
        }

        bench.Move(await bench.PlanAsync());
        var segments = await bench.PlanAsync();

        Assert.All(segments.Where(segment => !segment.IsLast), segment => Assert.Null(segment.Manifest));
        Assert.Equal(35, segments.Sum(segment => segment.Counts.Ended[OutcomeKind.Skipped]));
    }

    [Fact]
    public async Task Nothing_below_a_directory_that_could_not_be_read_is_called_an_extra()
    {
        var bench = new PlanBench
        {
            Depth = ComparisonDepth.Digest,
            Listed = entry => entry.Key.ToString() == "dir/" ? entry with { Problem = EntryProblem.UnreadableDirectory } : entry,
        };
        bench.Seed("dir/");
        bench.SeedDestination("dir/a");
        bench.SeedDestination("e");

        var segments = await bench.PlanAsync();

        Assert.Equal(["e"], Keys(segments, EntryAction.Extra));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Stops_anywhere_and_goes_on_find_the_same(int seed)
    {
        var random = new Random(seed);
        var (whole, sliced) = (new PlanBench { Depth = ComparisonDepth.Digest }, new PlanBench { Depth = ComparisonDepth.Digest });
        foreach (var key in Enumerable.Range(0, 300).Select(i => $"k{i:d3}"))
        {
            var (atSource, atDestination) = (random.Next(3) > 0, random.Next(3) > 0);
            foreach (var bench in new[] { whole, sliced })
            {
                if (atSource)
                {
                    bench.Seed(key);
                }

                if (atDestination)
                {
                    bench.SeedDestination(key, key.EndsWith('7') ? "two" : "one");
                }
            }
        }

        var expected = await whole.PlanAsync();
        var planned = new List<PlannedSegment>();
        while (planned.Count == 0 || !planned[^1].IsLast)
        {
            planned.AddRange(await sliced.PlanAsync(planned.LastOrDefault(segment => segment.Through is not null)?.Through, () => true));
        }

        Assert.Equal(Text(expected), Text(planned));
    }

    private static IEnumerable<string> Text(IEnumerable<PlannedSegment> segments) => Entries(segments).Select(entry => $"{entry.Key} {entry.Action}");

    private static IEnumerable<string> Keys(IEnumerable<PlannedSegment> segments, EntryAction action) =>
        Entries(segments).Where(entry => entry.Action == action).Select(entry => entry.Key.ToString());

    private static IEnumerable<ManifestEntry> Entries(IEnumerable<PlannedSegment> segments) =>
        segments.SelectMany(segment => segment.Manifest?.Entries ?? []);
}
