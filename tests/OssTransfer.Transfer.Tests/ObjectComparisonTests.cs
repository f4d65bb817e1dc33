using System.Text;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Tests;

/// <summary>One object on both sides, by what both say now: what is found, what proves it, and that nothing is written.</summary>
public sealed class ObjectComparisonTests
{
    private const int PartBytes = 100_000;
    private static readonly StoreTraits Opaque = MemoryStore.DefaultTraits with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false };

    [Theory]
    [InlineData(ComparisonDepth.Size, 70, ProofKind.Head, 0)]
    [InlineData(ComparisonDepth.Digest, 70, ProofKind.Md5, 0)]
    [InlineData(ComparisonDepth.Digest, 0, ProofKind.Head, 0)]
    [InlineData(ComparisonDepth.Content, 70, ProofKind.ReadBack, 140)]
    [InlineData(ComparisonDepth.Content, (2 * PartBytes) + 1, ProofKind.ReadBack, 2 * ((2 * PartBytes) + 1))]
    public async Task Equal_objects_have_the_proof_of_their_depth(ComparisonDepth depth, int size, ProofKind proof, long read)
    {
        var crossing = Seeded(Content.Of(size), Content.Of(size));

        var outcome = await CompareAsync(crossing, depth);

        Assert.Equal((OutcomeKind.Skipped, Difference.None, proof, read), (outcome.Kind, outcome.Difference, outcome.Proof, outcome.BytesRead));
    }

    [Theory]
    [InlineData(ComparisonDepth.Size, OutcomeKind.Skipped)]
    [InlineData(ComparisonDepth.Digest, OutcomeKind.Failed)]
    [InlineData(ComparisonDepth.Content, OutcomeKind.Failed)]
    public async Task Other_content_of_the_same_size_is_told_with_both_digests(ComparisonDepth depth, OutcomeKind kind)
    {
        var crossing = Seeded("hello"u8.ToArray(), "world"u8.ToArray());

        var outcome = await CompareAsync(crossing, depth);

        Assert.Equal(kind, outcome.Kind);
        if (kind == OutcomeKind.Failed)
        {
            Assert.Equal(
                (Difference.Differs, "other content: MD5 5d41402abc4b2a76b9719d911017c592 at the source, 7d793037a0760186574b0282f2f435e7 at the destination"),
                (outcome.Difference, outcome.Failure!.Reason));
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Only_the_side_that_publishes_nothing_is_read(bool sourceIsOpaque, bool destinationIsOpaque)
    {
        var crossing = Seeded(
            Content.Of(70), Content.Of(70), sourceIsOpaque ? Opaque : MemoryStore.DefaultTraits, destinationIsOpaque ? Opaque : MemoryStore.DefaultTraits);

        var outcome = await CompareAsync(crossing, ComparisonDepth.Digest);

        Assert.Equal((OutcomeKind.Skipped, destinationIsOpaque ? ProofKind.ReadBack : ProofKind.Md5), (outcome.Kind, outcome.Proof));
        Assert.Equal(
            (sourceIsOpaque ? 1 : 0, destinationIsOpaque ? 1 : 0),
            (crossing.Source.Requests(StoreOperation.Open), crossing.Destination.Requests(StoreOperation.Open)));
    }

    [Fact]
    public async Task Rot_that_no_answer_tells_of_is_found_by_reading()
    {
        var crossing = Seeded(Content.Of(70), Content.Of(70));
        crossing.Destination.Rot(Crossing.Key("k"));

        Assert.Equal(OutcomeKind.Skipped, (await CompareAsync(crossing, ComparisonDepth.Digest)).Kind);
        Assert.Equal(Difference.Differs, (await CompareAsync(crossing, ComparisonDepth.Content)).Difference);
    }

    [Fact]
    public async Task Missing_other_size_and_gone_are_told_apart()
    {
        var crossing = Seeded(Content.Of(70), Content.Of(71));
        crossing.Source.Seed("missing", Content.Of(1));
        crossing.Source.Seed("gone", Content.Of(1));
        var gone = crossing.Item("gone");
        crossing.Source.Remove(Crossing.Key("gone"));

        var outcomes = new[]
        {
            await CompareAsync(crossing, ComparisonDepth.Digest), await CompareAsync(crossing, crossing.Item("missing")), await CompareAsync(crossing, gone),
        };

        Assert.Equal(
            [(OutcomeKind.Failed, Difference.Differs), (OutcomeKind.Failed, Difference.Missing), (OutcomeKind.Gone, Difference.None)],
            outcomes.Select(outcome => (outcome.Kind, outcome.Difference)));
        Assert.Equal("the source has 70 bytes, the destination 71", outcomes[0].Failure!.Reason);
        Assert.Equal("missing at the destination", outcomes[1].Failure!.Reason);
    }

    [Fact]
    public async Task What_a_listing_missed_is_equal_where_it_is_there()
    {
        var crossing = new Crossing { Options = new() { PartBytes = PartBytes } };
        crossing.Source.Seed("k", Content.Of(70));
        var item = crossing.Item("k");
        crossing.Destination.Seed("k", Content.Of(70));

        Assert.Equal(OutcomeKind.Skipped, (await CompareAsync(crossing, item)).Kind);
    }

    [Theory]
    [InlineData(70, OutcomeKind.Skipped)]
    [InlineData(0, OutcomeKind.Failed)]
    [InlineData(69, OutcomeKind.Failed)]
    public async Task A_size_that_nobody_tells_is_found_by_reading_also_where_no_more_than_sizes_is_asked_for(int there, OutcomeKind kind)
    {
        var crossing = new Crossing(hidesSizes: true);
        crossing.Source.Seed("k", Content.Of(70));
        crossing.Destination.Seed("k", Content.Of(there));

        Assert.Equal(kind, (await CompareAsync(crossing, crossing.Item("k") with { Size = null }, ComparisonDepth.Size)).Kind);
    }

    [Theory]
    [InlineData(ComparisonDepth.Size)]
    [InlineData(ComparisonDepth.Digest)]
    public async Task A_source_that_answers_with_an_earlier_version_than_it_lists_is_not_compared(ComparisonDepth depth)
    {
        var crossing = Seeded(Content.Of(70), Content.Of(70));
        var listed = crossing.Item("k") with { ETag = "of-the-next", LastModified = crossing.Item("k").LastModified!.Value.AddMinutes(1) };

        var outcome = await CompareAsync(crossing, listed, depth);

        Assert.Equal(
            (OutcomeKind.Failed, Difference.None, TransferSide.Source), (outcome.Kind, outcome.Difference, outcome.Failure!.Side));
        Assert.Contains("is behind", outcome.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_read_is_no_difference()
    {
        var crossing = Seeded(Content.Of(70), Content.Of(70));
        crossing.DestinationFaults.Before(StoreOperation.Head, StorageErrorKind.Denied);

        var outcome = await CompareAsync(crossing, ComparisonDepth.Digest);

        Assert.Equal((OutcomeKind.Failed, Difference.None, TransferSide.Destination), (outcome.Kind, outcome.Difference, outcome.Failure!.Side));
    }

    [Theory]
    [InlineData("hello", OutcomeKind.Skipped)]
    [InlineData("world", OutcomeKind.Failed)]
    public async Task A_listed_digest_stands_for_a_source_that_is_gone(string there, OutcomeKind kind)
    {
        foreach (var traits in new[] { Opaque, MemoryStore.DefaultTraits })
        {
            var crossing = Seeded("hello"u8.ToArray(), Encoding.UTF8.GetBytes(there), destinationTraits: traits);
            var item = crossing.Item("k") with { Expected = ContentDigest.Whole(Convert.FromHexString("5d41402abc4b2a76b9719d911017c592")), ETag = null };
            crossing.Source.Remove(Crossing.Key("k"));

            foreach (var depth in new[] { ComparisonDepth.Digest, ComparisonDepth.Content })
            {
                Assert.Equal(kind, (await CompareAsync(crossing, item, depth)).Kind);
            }

            Assert.Equal(OutcomeKind.Skipped, (await CompareAsync(crossing, item, ComparisonDepth.Size)).Kind);
            Assert.Equal(0, crossing.Source.Requests());
        }
    }

    private static Crossing Seeded(byte[] source, byte[] destination, StoreTraits? sourceTraits = null, StoreTraits? destinationTraits = null)
    {
        var crossing = new Crossing(sourceTraits, destinationTraits) { Options = new() { PartBytes = PartBytes } };
        crossing.Source.Seed("k", source);
        crossing.Destination.Seed("k", destination);
        return crossing;
    }

    private static Task<TransferOutcome> CompareAsync(Crossing crossing, ComparisonDepth depth) => CompareAsync(crossing, crossing.Item("k"), depth);

    private static async Task<TransferOutcome> CompareAsync(Crossing crossing, TransferItem item, ComparisonDepth depth = ComparisonDepth.Digest)
    {
        var outcome = Assert.Single(await crossing.Engine.CompareAsync(crossing.Context, [item], depth, null, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0L), (outcome.ObjectsSent, outcome.BytesSent));
        Assert.Equal(0, crossing.Destination.Requests(StoreOperation.Put) + crossing.Destination.Requests(StoreOperation.Initiate));
        return outcome;
    }
}
