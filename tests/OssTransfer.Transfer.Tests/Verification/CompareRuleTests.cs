using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Tests.Verification;

/// <summary>What both sides say x the job's choice -> what happens, a row each.</summary>
public sealed class CompareRuleTests
{
    private const string A = "0123456789abcdef0123456789abcdef";
    private const string B = "fedcba9876543210fedcba9876543210";
    private static readonly StoreTraits Md5 = MemoryStore.DefaultTraits;
    private static readonly StoreTraits Opaque = Md5 with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false };
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<ComparePolicy, string, ComparisonKind, ProofKind> Rows => new()
    {
        // Sizes differ.
        { ComparePolicy.Auto, "longer", ComparisonKind.Differs, ProofKind.None },
        { ComparePolicy.Size, "longer", ComparisonKind.Differs, ProofKind.None },
        { ComparePolicy.Time, "longer", ComparisonKind.Differs, ProofKind.None },
        { ComparePolicy.Digest, "longer", ComparisonKind.Differs, ProofKind.None },

        // A size is unknown.
        { ComparePolicy.Size, "unsized", ComparisonKind.Unknown, ProofKind.None },
        { ComparePolicy.Time, "unsized", ComparisonKind.Unknown, ProofKind.None },

        // Both publish the same MD5.
        { ComparePolicy.Auto, "same md5", ComparisonKind.Equal, ProofKind.Md5 },
        { ComparePolicy.Size, "same md5", ComparisonKind.Equal, ProofKind.Md5 },
        { ComparePolicy.Time, "same md5", ComparisonKind.Equal, ProofKind.Md5 },
        { ComparePolicy.Digest, "same md5", ComparisonKind.Equal, ProofKind.Md5 },

        // MD5s differ: only who asked for sizes alone doesn't care.
        { ComparePolicy.Auto, "other md5", ComparisonKind.Differs, ProofKind.None },
        { ComparePolicy.Size, "other md5", ComparisonKind.Equal, ProofKind.Size },
        { ComparePolicy.Time, "other md5", ComparisonKind.Differs, ProofKind.None },
        { ComparePolicy.Digest, "other md5", ComparisonKind.Differs, ProofKind.None },

        // Nothing but sizes and times.
        { ComparePolicy.Auto, "newer there", ComparisonKind.Unknown, ProofKind.None },
        { ComparePolicy.Size, "newer there", ComparisonKind.Equal, ProofKind.Size },
        { ComparePolicy.Time, "newer there", ComparisonKind.Equal, ProofKind.Size },
        { ComparePolicy.Digest, "newer there", ComparisonKind.Unknown, ProofKind.None },
        { ComparePolicy.Size, "older there", ComparisonKind.Equal, ProofKind.Size },
        { ComparePolicy.Time, "older there", ComparisonKind.Unknown, ProofKind.None },
        { ComparePolicy.Time, "timeless", ComparisonKind.Unknown, ProofKind.None },

        // Written by this job, and both as recorded: fingerprints that are no digests.
        { ComparePolicy.Auto, "recorded", ComparisonKind.Equal, ProofKind.ReadBack },
        { ComparePolicy.Size, "recorded", ComparisonKind.Equal, ProofKind.ReadBack },
        { ComparePolicy.Time, "recorded", ComparisonKind.Equal, ProofKind.ReadBack },
        { ComparePolicy.Digest, "recorded", ComparisonKind.Unknown, ProofKind.None },

        // Written by this job; the source has another validator, at the same time and at another one (an old file moved in).
        { ComparePolicy.Auto, "recorded, retagged", ComparisonKind.Unknown, ProofKind.None },
        { ComparePolicy.Time, "recorded, retagged", ComparisonKind.Equal, ProofKind.ReadBack },
        { ComparePolicy.Time, "recorded, other time", ComparisonKind.Unknown, ProofKind.None },

        // Nobody compared content when it was recorded.
        { ComparePolicy.Auto, "recorded by size", ComparisonKind.Unknown, ProofKind.None },
        { ComparePolicy.Size, "recorded by size", ComparisonKind.Equal, ProofKind.Size },

        // Empty is empty.
        { ComparePolicy.Auto, "empty", ComparisonKind.Equal, ProofKind.Head },
        { ComparePolicy.Digest, "empty", ComparisonKind.Equal, ProofKind.Head },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_both_sides_say_and_the_choice_decide(ComparePolicy policy, string both, ComparisonKind kind, ProofKind proof)
    {
        var source = new ContentFacts(1, "s", Opaque) { LastModified = Noon };
        var destination = new ContentFacts(1, "d", Opaque) { LastModified = Noon };
        var recorded = new RecordedContent("s", "d", null, ProofKind.ReadBack) { SourceModified = Noon };

        var comparison = both switch
        {
            "longer" => Of(source with { Size = 2 }, destination),
            "unsized" => Of(source with { Size = null }, destination),
            "same md5" => Of(source with { ETag = A, Traits = Md5 }, destination with { ETag = A, Traits = Md5 }),
            "other md5" => Of(source with { ETag = A, Traits = Md5 }, destination with { ETag = B, Traits = Md5 }),
            "newer there" => Of(source, destination),
            "older there" => Of(source, destination with { LastModified = Noon.AddTicks(-1) }),
            "timeless" => Of(source with { LastModified = null }, destination),
            "recorded" => Of(source, destination, recorded),
            "recorded, retagged" => Of(source with { ETag = "t" }, destination, recorded),
            "recorded, other time" => Of(source with { ETag = "t", LastModified = Noon.AddYears(-20) }, destination, recorded),
            "recorded by size" => Of(source, destination with { LastModified = null }, recorded with { Proof = ProofKind.Size }),
            _ => Of(source with { Size = 0 }, destination with { Size = 0 }),
        };

        Assert.Equal(new ContentComparison(kind, proof), comparison);

        ContentComparison Of(ContentFacts from, ContentFacts to, RecordedContent? known = null) => CompareRule.Of(policy, from, to, known, TimeSpan.Zero);
    }

    [Theory]
    [InlineData(600, ComparisonKind.Unknown)]
    [InlineData(-600, ComparisonKind.Equal)]
    [InlineData(null, ComparisonKind.Unknown)]
    public void Times_are_those_of_one_clock_or_none(int? secondsAhead, ComparisonKind kind)
    {
        TimeSpan? ahead = secondsAhead is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var source = new ContentFacts(1, null, Opaque) { LastModified = Noon };
        var destination = new ContentFacts(1, null, Opaque) { LastModified = Noon };

        Assert.Equal(kind, CompareRule.Of(ComparePolicy.Time, source, destination, null, ahead).Kind);
    }
}
