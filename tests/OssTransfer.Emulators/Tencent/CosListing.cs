using System.Globalization;
using System.Text;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Tencent;

/// <summary>The listing by markers.</summary>
internal static class CosListing
{
    public static EmulatorAnswer List(EmulatorRequest request, EmulatorBucket bucket)
    {
        var prefix = Bytes(request, "prefix");
        var delimiter = Bytes(request, "delimiter");
        var after = Bytes(request, "marker");
        var max = Math.Min(1000, int.Parse(request.Parameter("max-keys") ?? "1000", CultureInfo.InvariantCulture));
        var page = request.Fault is { Kind: EmulatorFaultKind.EmptyPage }
            ? new BucketPage([], [], true, [.. after, 1])
            : bucket.List(prefix, after, delimiter, max);
        var isEncoded = request.Parameter("encoding-type") == "url";
        var xml = new XmlText().Open("ListBucketResult").Add("Name", bucket.Name).Add("EncodingType", isEncoded ? "url" : null)
            .Add("Prefix", Text(prefix, isEncoded)).Add("Marker", Text(after, isEncoded)).Add("MaxKeys", max)
            .Add("IsTruncated", page.IsTruncated ? "true" : "false").Add("NextMarker", page.IsTruncated ? Text(page.Last, isEncoded) : null);
        foreach (var stored in page.Objects)
        {
            xml.Open("Contents").Add("Key", Text(stored.Key, isEncoded))
                .Add("LastModified", stored.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
                .Add("ETag", $"\"{stored.ETag}\"").Add("Size", stored.Content.Length)
                .Open("Owner").Add("ID", "1250000000").Add("DisplayName", "1250000000").Close("Owner")
                .Add("StorageClass", stored.StorageClass ?? "STANDARD").Close("Contents");
        }

        foreach (var folded in page.Prefixes)
        {
            xml.Open("CommonPrefixes").Add("Prefix", Text(folded, isEncoded)).Close("CommonPrefixes");
        }

        return EmulatorAnswer.Of(200, xml.Close("ListBucketResult").ToString(), "application/xml");
    }

    private static string Text(byte[] bytes, bool isEncoded) => isEncoded ? UrlCode.Encode(bytes) : Encoding.UTF8.GetString(bytes);

    private static byte[] Bytes(EmulatorRequest request, string name) => Encoding.UTF8.GetBytes(request.Parameter(name) ?? "");
}
