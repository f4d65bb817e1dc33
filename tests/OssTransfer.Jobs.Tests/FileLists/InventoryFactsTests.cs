using System.Text;
using OssTransfer.Jobs.FileLists;

namespace OssTransfer.Jobs.Tests.FileLists;

/// <summary>What a row of an inventory says is taken whole or not at all.</summary>
public sealed class InventoryFactsTests
{
    [Theory]
    [InlineData("2026-11-28T10:00:00.250Z", "9e107d9d372bb6826bd81d3542a419d6", "2026-11-28T10:00:00.2500000Z")]
    [InlineData("2026-11-28T10:00:01Z", "\"9E107D9D372BB6826BD81D3542A419D6-3\"", "2026-11-28T10:00:01.0000000Z")]
    [InlineData("2026-11-28T10-00-02Z", "e", "2026-11-28T10:00:02.0000000Z")]
    public void Facts_of_a_row_come_back_from_its_line(string time, string etag, string expected)
    {
        var facts = InventoryFacts.Of(time, etag)!;

        Assert.Equal((expected, etag.Trim('"')), (facts.LastModified.UtcDateTime.ToString("O"), facts.ETag));
        Assert.Equal(facts, InventoryFacts.Find(Encoding.UTF8.GetBytes(facts.Reason)));
    }

    [Theory]
    [InlineData("", "e")]
    [InlineData("yesterday", "e")]
    [InlineData("2026-11-28T10:00:01Z", "")]
    [InlineData("2026-11-28T10:00:01Z", "a b")]
    [InlineData("2026-11-28T10:00:01Z", "\u00e9")]
    public void Row_that_says_too_little_has_none(string time, string etag) => Assert.Null(InventoryFacts.Of(time, etag));

    [Theory]
    [InlineData("in the inventory")]
    [InlineData("in the inventory of 2026-11-28T10:00:01Z")]
    [InlineData("the source does not have it")]
    public void Other_reasons_have_none(string reason) => Assert.Null(InventoryFacts.Find(Encoding.UTF8.GetBytes(reason)));
}
