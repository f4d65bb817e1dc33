using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Deletes;

public sealed class DeleteRuleTests
{
    private const string Md5 = "0cc175b9c0f1b6a831c399e269772661";
    private const string Other = "92eb5ffee6ae2fec3ad71c777531578f";
    private static readonly DateTimeOffset Listed = DateTimeOffset.UnixEpoch.AddDays(9);
    private static readonly ObjectFilter All = new(FilterSpec.None, null);

    private static readonly CatalogueRecord Vanished =
        new(ObjectKey.From("k"), new(1, DateTimeOffset.UnixEpoch, Md5), Md5, ContentDigest.Whole(Convert.FromHexString(Md5)), ProofKind.Md5)
        {
            IsWritten = true,
            Misses = CatalogueRecord.MaxMisses,
        };

    private static readonly DeleteQuestion Plain = new()
    {
        Policy = DeletePolicy.Apply,
        Found = 3,
        Listed = 10_000,
        IsComplete = true,
        HasListingBefore = true,
    };

    public static TheoryData<string, DeleteQuestion, DeleteVerdict> Runs() => new()
    {
        { "all in order", Plain, DeleteVerdict.Apply },
        { "never", Plain with { Policy = DeletePolicy.Never }, DeleteVerdict.Nothing },
        { "never, approved", Plain with { Policy = DeletePolicy.Never, Approved = 3 }, DeleteVerdict.Nothing },
        { "nothing vanished", Plain with { Found = 0 }, DeleteVerdict.Nothing },
        { "incomplete", Plain with { IsComplete = false }, DeleteVerdict.IncompleteListing },
        { "incomplete, approved", Plain with { IsComplete = false, Approved = 3 }, DeleteVerdict.IncompleteListing },
        { "empty", Plain with { Listed = 0 }, DeleteVerdict.EmptyListing },
        { "empty, approved", Plain with { Listed = 0, Approved = 3 }, DeleteVerdict.EmptyListing },
        { "other source", Plain with { IsOtherSource = true }, DeleteVerdict.OtherSource },
        { "other source, approved", Plain with { IsOtherSource = true, Approved = 3 }, DeleteVerdict.OtherSource },
        { "first listing", Plain with { HasListingBefore = false }, DeleteVerdict.FirstListing },
        { "first listing, approved", Plain with { HasListingBefore = false, Approved = 3 }, DeleteVerdict.FirstListing },
        { "changed places", Plain with { HasChangedPlaces = true }, DeleteVerdict.ChangedPlaces },
        { "changed places, approved", Plain with { HasChangedPlaces = true, Approved = 3 }, DeleteVerdict.Apply },
        { "report", Plain with { Policy = DeletePolicy.Report }, DeleteVerdict.Reported },
        { "report, approved", Plain with { Policy = DeletePolicy.Report, Approved = 3 }, DeleteVerdict.Apply },
        { "report, fewer approved", Plain with { Policy = DeletePolicy.Report, Approved = 2 }, DeleteVerdict.Reported },
        { "short", Plain with { Listed = 2, MaxDelete = 100 }, DeleteVerdict.ShortListing },
        { "half is left", Plain with { Listed = 3, MaxDelete = 100 }, DeleteVerdict.Apply },
        { "short, approved", Plain with { Listed = 2, Approved = 3 }, DeleteVerdict.Apply },
        { "one in a thousand", Plain with { Listed = 3_000 }, DeleteVerdict.Apply },
        { "more than one in a thousand", Plain with { Listed = 2_999 }, DeleteVerdict.OverLimit },
        { "a thousand", Plain with { Found = 1_000, Listed = 9_000_000 }, DeleteVerdict.Apply },
        { "more than a thousand", Plain with { Found = 1_001, Listed = 9_000_000 }, DeleteVerdict.OverLimit },
        { "the user's limit", Plain with { Found = 5_000, MaxDelete = 5_000 }, DeleteVerdict.Apply },
        { "over the user's limit", Plain with { MaxDelete = 2 }, DeleteVerdict.OverLimit },
        { "over the limit, approved", Plain with { MaxDelete = 2, Approved = 3 }, DeleteVerdict.Apply },
        { "over the limit, more came", Plain with { Found = 4, MaxDelete = 2, Approved = 3 }, DeleteVerdict.OverLimit },
    };

    public static TheoryData<string, bool, DestinationObject?, bool, DeleteOutcome> Objects() => new()
    {
        { "as written", false, There(), false, DeleteOutcome.None },
        { "as written, an attempt died", false, There(), true, DeleteOutcome.None },
        { "the source has it again", true, There(), false, DeleteOutcome.Returned },
        { "the source has it again, the destination not", true, null, true, DeleteOutcome.Returned },
        { "gone", false, null, false, DeleteOutcome.Absent },
        { "gone, an attempt died", false, null, true, DeleteOutcome.Deleted },
        { "other content", false, There() with { ETag = Other }, false, DeleteOutcome.Foreign },
        { "other size", false, There() with { Size = 2 }, false, DeleteOutcome.Foreign },
        { "no validator", false, There() with { ETag = null }, false, DeleteOutcome.Foreign },
        { "written again later", false, There() with { LastModified = Listed.AddSeconds(4) }, false, DeleteOutcome.Foreign },
        { "written as clocks are known", false, There() with { LastModified = Listed.AddSeconds(3) }, false, DeleteOutcome.None },
        { "no size told", false, There() with { Size = null }, false, DeleteOutcome.None },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_does_with_what_vanished_as_its_row_says(string row, DeleteQuestion asked, DeleteVerdict expected)
    {
        Assert.True(DeleteRule.Of(asked) == expected, row);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_is_deleted_or_left_as_its_row_says(string row, bool isAtSource, DestinationObject? there, bool wasStarted, DeleteOutcome expected)
    {
        Assert.True(DeleteRule.Of(Vanished, isAtSource, there, wasStarted, Listed) == expected, row);
    }

    [Fact]
    public void Without_the_destinations_clock_its_times_say_nothing()
    {
        var later = There() with { LastModified = Listed.AddYears(1) };

        Assert.Equal(DeleteOutcome.None, DeleteRule.Of(Vanished, false, later, false, null));
    }

    [Fact]
    public void Only_what_this_job_wrote_and_two_listings_were_without_may_go()
    {
        Assert.True(DeleteRule.IsCandidate(Vanished, All));
        Assert.False(DeleteRule.IsCandidate(Vanished with { IsWritten = false }, All));
        Assert.False(DeleteRule.IsCandidate(Vanished with { Misses = 1 }, All));
        Assert.False(DeleteRule.IsCandidate(Vanished with { DestinationETag = null, Digest = null }, All));
        Assert.False(DeleteRule.IsCandidate(Vanished, new(FilterSpec.None with { MinBytes = 2 }, null)));
    }

    [Fact]
    public void A_machine_knows_the_directory_again_that_it_saw_or_that_others_saw()
    {
        var none = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty;
        var one = none.Add("a", "1:22");

        Assert.True(SourceMarks.Accepts(none, "a", "1:22"));
        Assert.True(SourceMarks.Accepts(one, "a", "1:22"));
        Assert.False(SourceMarks.Accepts(one, "a", "2:22"));
        Assert.False(SourceMarks.Accepts(one, "a", "1:23"));
        Assert.True(SourceMarks.Accepts(one, "b", "7:22"));
        Assert.False(SourceMarks.Accepts(one, "b", "1:23"));
    }

    private static DestinationObject There() => new(1, DateTimeOffset.UnixEpoch, Md5);
}
