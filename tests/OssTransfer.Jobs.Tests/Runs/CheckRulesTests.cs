using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Runs;

public sealed class CheckRulesTests
{
    private const string Listed = "0123456789abcdef0123456789abcdef";
    private const string Written = "fedcba9876543210fedcba9876543210";
    private const string Foreign = "00000000000000000000000000000000";

    /// <summary>An empty object is equal to any other one: the listing that showed it so may have lagged behind what this job wrote last.</summary>
    [Theory]
    [InlineData(Listed, true)]
    [InlineData(Written, true)]
    [InlineData(Foreign, false)]
    public void What_was_found_equal_by_its_size_is_no_difference_where_this_job_wrote_it(string there, bool equal)
    {
        var record = Record(0, ProofKind.Head);

        Assert.Equal(equal, CheckRules.Difference(record, new(0, null, there), CheckMode.Md5) is null);
    }

    [Fact]
    public void What_was_sent_is_missed_where_the_version_before_is_still_there()
    {
        var record = Record(7, ProofKind.Head);

        Assert.Contains("version before", CheckRules.Difference(record, new(7, null, Written), CheckMode.Head), StringComparison.Ordinal);
    }

    private static CatalogueRecord Record(long size, ProofKind proof) =>
        new(ObjectKey.From("a"), new(size, null, "s"), Listed, null, proof) { FormerETag = Written };
}
