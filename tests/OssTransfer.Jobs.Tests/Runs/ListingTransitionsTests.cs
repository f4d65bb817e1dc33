using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class ListingTransitionsTests
{
    [Fact]
    public void A_position_covers_manifests_counts_and_lines()
    {
        var run = Listed().Run!;

        Assert.Equal((2, 2, true, ObjectKey.From("b")), (run.List.Shards, run.List.Segments, run.List.IsDone, run.List.Through));
        Assert.Equal([KeyValuePair.Create(0, 11UL), KeyValuePair.Create(1, 12UL)], run.Open);
        Assert.Equal(2, run.List.Counts.Objects);
    }

    [Fact]
    public void A_manifest_without_anything_to_move_is_never_open() =>
        Assert.Equal([1], ListingTransitions.RecordListing(Jobs.Running(), Jobs.Report() with { Manifests = [0, 12] }).Run!.Open.Keys);

    [Fact]
    public void A_listing_of_an_older_attempt_is_refused()
    {
        var state = ListingTransitions.TakeList(Jobs.Running());

        Assert.False(ListingTransitions.Accepts(state, 1, Jobs.Report()));
        Assert.True(ListingTransitions.Accepts(state, 1, Jobs.Report() with { Attempt = 2 }));
    }

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 0, 1)]
    public void A_listing_that_counts_on_from_elsewhere_is_refused(int run, int firstShard, int firstSegment) =>
        Assert.False(ListingTransitions.Accepts(Jobs.Running(), run, Jobs.Report() with { FirstShard = firstShard, FirstSegment = firstSegment }));

    [Fact]
    public void A_report_again_is_refused_even_where_it_planned_no_shard()
    {
        var excluded = Jobs.Report() with { Manifests = [], Segments = 0, Through = ObjectKey.From("x") };
        var state = ListingTransitions.RecordListing(Jobs.Running(), excluded);

        Assert.False(ListingTransitions.Accepts(state, 1, excluded));
        Assert.True(ListingTransitions.Accepts(state, 1, excluded with { Through = ObjectKey.From("x1") }));
        Assert.True(ListingTransitions.Accepts(state, 1, excluded with { Through = null, IsDone = true, Counts = ListingCounts.Empty }));
    }

    [Fact]
    public void A_listing_that_ended_takes_no_more() =>
        Assert.False(ListingTransitions.Accepts(Listed(), 1, Jobs.Report() with { FirstShard = 2, FirstSegment = 2, Through = ObjectKey.From("z") }));

    private static JobState Listed() => ListingTransitions.RecordListing(Jobs.Running(), Jobs.Report() with { IsDone = true });
}
