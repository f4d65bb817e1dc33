using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Tests.Verification;

public sealed class ContentComparisonTests
{
    private const string A = "0123456789abcdef0123456789abcdef";
    private const string B = "ffffffffffffffffffffffffffffffff";
    private static readonly StoreTraits Md5 = MemoryStore.DefaultTraits;
    private static readonly StoreTraits Opaque = Md5 with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false };

    [Theory]
    [InlineData(1L, 2L, A, A, ComparisonKind.Differs, ProofKind.None)]
    [InlineData(1L, 1L, A, A, ComparisonKind.Equal, ProofKind.Md5)]
    [InlineData(1L, 1L, A, "0123456789ABCDEF0123456789ABCDEF", ComparisonKind.Equal, ProofKind.Md5)]
    [InlineData(1L, 1L, A, B, ComparisonKind.Differs, ProofKind.None)]
    [InlineData(1L, 1L, A + "-2", A + "-2", ComparisonKind.Equal, ProofKind.Md5Parts)]
    [InlineData(1L, 1L, A + "-2", B + "-2", ComparisonKind.Unknown, ProofKind.None)]
    [InlineData(1L, 1L, A, A + "-1", ComparisonKind.Unknown, ProofKind.None)]
    [InlineData(1L, 1L, null, A, ComparisonKind.Unknown, ProofKind.None)]
    [InlineData(null, 1L, A, null, ComparisonKind.Unknown, ProofKind.None)]
    [InlineData(0L, 0L, null, null, ComparisonKind.Equal, ProofKind.Head)]
    public void Listings_are_compared_by_size_and_etag(long? size, long? other, string? etag, string? otherETag, ComparisonKind kind, ProofKind proof) =>
        Assert.Equal(new ContentComparison(kind, proof), ContentComparison.Of(new(size, etag, Md5), new(other, otherETag, Md5)));

    [Fact]
    public void Etags_that_mean_nothing_decide_nothing() =>
        Assert.Equal(ComparisonKind.Unknown, ContentComparison.Of(new(1, A, Opaque), new(1, A, Md5)).Kind);

    [Theory]
    [InlineData("s", "d", ComparisonKind.Equal)]
    [InlineData("other", "d", ComparisonKind.Unknown)]
    [InlineData("s", "other", ComparisonKind.Unknown)]
    public void Both_recorded_fingerprints_unchanged_are_equal_with_their_proof(string source, string destination, ComparisonKind kind)
    {
        var recorded = new RecordedContent("s", "d", null, ProofKind.ReadBack);

        var comparison = ContentComparison.Of(new(1, source, Opaque), new(1, destination, Opaque), recorded);

        Assert.Equal((kind, kind == ComparisonKind.Equal ? ProofKind.ReadBack : ProofKind.None), (comparison.Kind, comparison.Proof));
    }

    [Fact]
    public void What_was_sent_without_an_answer_is_known_by_its_digest()
    {
        var digest = ContentDigest.Whole(Convert.FromHexString(A));
        var recorded = new RecordedContent("s", null, digest, ProofKind.None);

        Assert.Equal(new ContentComparison(ComparisonKind.Equal, ProofKind.Md5), ContentComparison.Of(new(1, "s", Opaque), new(1, A, Md5), recorded));
        Assert.Equal(ComparisonKind.Unknown, ContentComparison.Of(new(1, "other", Opaque), new(1, A, Md5), recorded).Kind);
    }

    [Fact]
    public void Recorded_nothing_never_equals_nothing() =>
        Assert.Equal(ComparisonKind.Unknown, ContentComparison.Of(new(1, null, Opaque), new(1, null, Opaque), new(null, null, null, ProofKind.Head)).Kind);

    [Theory]
    [InlineData(1, A, true)]
    [InlineData(1, "0123456789ABCDEF0123456789ABCDEF", true)]
    [InlineData(1, B, false)]
    [InlineData(1, A + "-1", false)]
    [InlineData(1, A + " ", false)]
    [InlineData(1, "0123456789abcdef0123456789abcdeg", false)]
    [InlineData(1, "", false)]
    [InlineData(1, null, false)]
    [InlineData(12, A + "-12", true)]
    [InlineData(12, A, false)]
    [InlineData(12, A + "-", false)]
    [InlineData(12, A + "-012", false)]
    [InlineData(12, A + "_12", false)]
    [InlineData(12, B + "-12", false)]
    public void Digest_knows_the_etag_that_spells_it(int parts, string? etag, bool isIt)
    {
        var digest = ContentDigest.Whole(Convert.FromHexString(A)) with { Parts = parts };

        Assert.Equal(isIt, digest.IsETag(etag));
        Assert.True(digest.IsETag(digest.ToETag()));
    }
}
