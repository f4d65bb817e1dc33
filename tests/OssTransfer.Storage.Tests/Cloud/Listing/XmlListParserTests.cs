using System.Text;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Tests.Cloud.Listing;

public sealed class XmlListParserTests
{
    [Fact]
    public void Parse_reads_every_field_of_an_entry()
    {
        var entry = Assert.Single(Parse(
            "<Contents><Key>a&amp;b</Key><LastModified>2009-10-12T17:50:30.123Z</LastModified><ETag>&quot;abc-2&quot;</ETag>"
            + "<Size>5000000000</Size><Owner><ID>x</ID></Owner><StorageClass>STANDARD_IA</StorageClass></Contents>").Entries);

        Assert.Equal("a&b", entry.Key.ToString());
        Assert.Equal(new DateTimeOffset(2009, 10, 12, 17, 50, 30, 123, TimeSpan.Zero), entry.LastModified);
        Assert.Equal(("abc-2", 5_000_000_000, "STANDARD_IA", EntryProblem.None), (entry.ETag, entry.Size, entry.StorageClass, entry.Problem));
    }

    [Theory]
    [InlineData("STANDARD", null, EntryProblem.None)]
    [InlineData("GLACIER", "GLACIER", EntryProblem.NeedsRestore)]
    [InlineData("DEEP_ARCHIVE", "DEEP_ARCHIVE", EntryProblem.NeedsRestore)]
    [InlineData("GLACIER_IR", "GLACIER_IR", EntryProblem.None)]
    [InlineData("ColdArchive", "ColdArchive", EntryProblem.NeedsRestore)]
    public void Parse_knows_the_classes_that_must_be_restored(string listed, string? name, EntryProblem problem)
    {
        var entry = Assert.Single(Parse($"<Contents><Key>k</Key><StorageClass>{listed}</StorageClass></Contents>").Entries);

        Assert.Equal((name, problem), (entry.StorageClass, entry.Problem));
    }

    [Fact]
    public void Parse_takes_a_restored_object_as_readable()
    {
        var entry = Assert.Single(Parse(
            "<Contents><Key>k</Key><StorageClass>GLACIER</StorageClass><RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress>"
            + "<RestoreExpiryDate>2030-01-01T00:00:00Z</RestoreExpiryDate></RestoreStatus></Contents>").Entries);

        Assert.Equal(EntryProblem.None, entry.Problem);
    }

    [Theory]
    [InlineData("<EncodingType>url</EncodingType>", "a%2Bb+c%01%E4%B8%AD", "a+b c\u0001中")]
    [InlineData("", "a%2Bb+c", "a%2Bb+c")]
    [InlineData("<EncodingType>none</EncodingType>", "a%2Bb+c", "a%2Bb+c")]
    public void Parse_decodes_keys_only_where_the_answer_says_so_wherever_it_says_it(string echo, string listed, string key)
    {
        foreach (var answer in new[]
        {
            Parse($"{echo}<Contents><Key>{listed}</Key></Contents><CommonPrefixes><Prefix>{listed}</Prefix></CommonPrefixes><NextMarker>{listed}</NextMarker>"),
            Parse($"<Contents><Key>{listed}</Key></Contents><CommonPrefixes><Prefix>{listed}</Prefix></CommonPrefixes><NextMarker>{listed}</NextMarker>{echo}"),
        })
        {
            Assert.Equal(key, Assert.Single(answer.Entries).Key.ToString());
            Assert.Equal(key, Assert.Single(answer.CommonPrefixes).ToString());
            Assert.Equal(key, answer.NextMarker.ToString());
        }
    }

    [Theory]
    [InlineData("<html><body>Welcome</body></html>")]
    [InlineData("<ListBucketResult><Contents><Key>a</Key></Contents>")]
    public void Parse_of_something_else_fails(string xml) =>
        Assert.Throws<InvalidDataException>(() => XmlListParser.Parse(Encoding.UTF8.GetBytes(xml), StorageClasses.Archived));

    [Theory]
    [InlineData("many")]
    [InlineData("-5")]
    [InlineData("12x")]
    [InlineData("99999999999999999999")]
    public void Row_with_a_size_that_is_none_is_that_entrys_problem(string size)
    {
        var entries = Parse($"<Contents><Key>a</Key><Size>{size}</Size></Contents><Contents><Key>b</Key><Size>7</Size></Contents>").Entries;

        Assert.Equal([(null, EntryProblem.Unusable), (7, EntryProblem.None)], entries.Select(entry => (entry.Size, entry.Problem)));
        Assert.Contains($"'{size}'", entries[0].Unusable, StringComparison.Ordinal);
    }

    private static ListAnswer Parse(string inside) =>
        XmlListParser.Parse(
            Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{inside}</ListBucketResult>"),
            StorageClasses.Archived);
}
