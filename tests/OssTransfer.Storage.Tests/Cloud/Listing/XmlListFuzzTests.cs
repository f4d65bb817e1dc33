using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Tests.Cloud.Listing;

/// <summary>Whatever a server answers to a listing: it is read, or refused as no listing; it never crashes, hangs or eats memory.</summary>
public sealed class XmlListFuzzTests
{
    private const int Cases = 3000;
    private const string Page = """
        <?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>b</Name><Prefix>a%2F</Prefix><Marker></Marker><MaxKeys>2</MaxKeys>
        <EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextMarker>a%2Fc</NextMarker><!-- c -->
        <Contents><Key>a%2Fb</Key><LastModified>2024-02-29T12:30:15.000Z</LastModified><ETag>"5D41402ABC4B2A76B9719D911017C592"</ETag><Type>Symlink</Type>
        <Size>5</Size><StorageClass>ColdArchive</StorageClass><RestoreInfo>ongoing-request="true"</RestoreInfo><Owner><ID>1</ID></Owner></Contents>
        <Contents><Key><![CDATA[a/c&amp;]]>&#x4e2d;&#1;</Key><Size>0</Size></Contents><CommonPrefixes><Prefix>a%2Fd%2F</Prefix></CommonPrefixes></ListBucketResult>
        """;

    private static readonly byte[] Sample = Encoding.UTF8.GetBytes(Page);

    private static readonly string[] Pieces =
    [
        "<", ">", "/", "&", ";", "<Key>", "</Key>", "<Contents>", "</Contents>", "<Error>", "<Code>", "<Size>", "</Size>", "<![CDATA[", "]]>", "<!--", "-->",
        "<?", "?>", "&#x", "&#1114112;",
        "&amp;", "%", "%4", "%zz", "+", "\"", "'", " a='>'", "99999999999999999999", "-1", "\0", "\u0001", "\ufeff", "<ListBucketResult>",
        "</ListBucketResult>", "<a/>",
    ];

    [Fact]
    public void The_sample_is_a_listing()
    {
        var answer = XmlListParser.Parse(Sample, StorageClasses.Archived);

        Assert.Equal(["a/b", "a/c&amp;中\u0001"], answer.Entries.Select(entry => entry.Key.ToString()));
        Assert.Equal([0], answer.Links);
        Assert.Equal([EntryProblem.NeedsRestore, EntryProblem.None], answer.Entries.Select(entry => entry.Problem));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Check(ArbMap.Default.GeneratorFor<byte[]>());

    [Fact]
    public void A_listing_cut_anywhere_is_refused()
    {
        for (var length = 0; length < Sample.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => XmlListParser.Parse(Sample.AsSpan(0, length), StorageClasses.Archived));
        }
    }

    [Fact]
    public void A_listing_with_changed_bytes_is_read_or_refused() => Check(
        from changes in Gen.Choose(1, 6)
        from places in Gen.Choose(0, Sample.Length - 1).ArrayOf(changes)
        from values in Gen.Choose(0, 255).ArrayOf(changes)
        select Changed(places, values));

    [Fact]
    public void A_listing_with_pieces_of_xml_put_in_is_read_or_refused() => Check(
        from at in Gen.Choose(0, Sample.Length)
        from pieces in Gen.Elements(Pieces).ArrayOf().Resize(20)
        select (byte[])[.. Sample[..at], .. Encoding.UTF8.GetBytes(string.Concat(pieces)), .. Sample[at..]]);

    [Fact]
    public void Pieces_of_xml_in_any_order_are_read_or_refused() => Check(
        Gen.Elements(Pieces).ArrayOf().Resize(60).Select(pieces => Encoding.UTF8.GetBytes("<ListBucketResult>" + string.Concat(pieces))));

    [Fact]
    public void Elements_nested_ten_thousand_deep_take_no_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));

        Assert.Empty(XmlListParser.Parse(Encoding.UTF8.GetBytes($"<ListBucketResult>{deep}</ListBucketResult>"), StorageClasses.Archived).Entries);
        Assert.Equal("X", ErrorBody.ParseXml(Encoding.UTF8.GetBytes($"<Error>{deep}<Code>X</Code></Error>")).Code);
        Assert.Null(ErrorBody.ParseXml(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<Error>", 1_000_000)))).Code);
    }

    private static void Check(Gen<byte[]> answers)
    {
        foreach (var answer in answers.Sample(Cases))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                XmlListParser.Parse(answer, StorageClasses.Archived);
            }
            catch (InvalidDataException)
            {
                // No listing, and said so.
            }

            Assert.NotNull(ErrorBody.ParseXml(answer));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000 + (100L * answer.Length));
        }
    }

    private static byte[] Changed(int[] places, int[] values)
    {
        var copy = Sample.ToArray();
        for (var i = 0; i < places.Length; i++)
        {
            copy[places[i]] = (byte)values[i];
        }

        return copy;
    }
}
