using System.Globalization;
using System.Text;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>Both versions of the listing.</summary>
internal static class OssListing
{
    public static EmulatorAnswer List(EmulatorRequest request, EmulatorBucket bucket)
    {
        var isV2 = request.Operation == "ListObjectsV2";
        var prefix = Bytes(request, "prefix");
        var delimiter = Bytes(request, "delimiter");
        var after = isV2 && request.Parameter("continuation-token") is { Length: > 0 } token
            ? Convert.FromBase64String(token)
            : Bytes(request, isV2 ? "start-after" : "marker");
        var max = int.Parse(request.Parameter("max-keys") ?? "100", CultureInfo.InvariantCulture);
        if (max is < 1 or > 1000)
        {
            throw new EmulatorError(400, "InvalidArgument", "Argument max-keys must be an integer between 1 and 1000.");
        }

        var page = request.Fault is { Kind: EmulatorFaultKind.EmptyPage }
            ? new BucketPage([], [], true, [.. after, 1])
            : bucket.List(prefix, after, delimiter, max);
        var isEncoded = request.Parameter("encoding-type") == "url";
        var xml = new XmlText().Open("ListBucketResult").Add("Name", bucket.Name).Add("Prefix", Text(prefix, isEncoded));
        xml.Add(isV2 ? "StartAfter" : "Marker", Text(after, isEncoded)).Add("MaxKeys", max).Add("Delimiter", Text(delimiter, isEncoded));
        xml.Add("EncodingType", isEncoded ? "url" : null).Add("IsTruncated", page.IsTruncated ? "true" : "false");
        if (page.IsTruncated)
        {
            xml.Add(isV2 ? "NextContinuationToken" : "NextMarker", isV2 ? Convert.ToBase64String(page.Last) : Text(page.Last, isEncoded));
        }

        foreach (var stored in page.Objects)
        {
            Add(xml, stored, isEncoded);
        }

        foreach (var folded in page.Prefixes)
        {
            xml.Open("CommonPrefixes").Add("Prefix", Text(folded, isEncoded)).Close("CommonPrefixes");
        }

        if (isV2)
        {
            xml.Add("KeyCount", page.Objects.Count + page.Prefixes.Count);
        }

        return EmulatorAnswer.Of(200, xml.Close("ListBucketResult").ToString(), "application/xml");
    }

    private static void Add(XmlText xml, EmulatorObject stored, bool isEncoded) => xml.Open("Contents")
        .Add("Key", Text(stored.Key, isEncoded))
        .Add("LastModified", stored.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
        .Add("ETag", $"\"{stored.ETag}\"")
        .Add("Type", stored.Form.ToString())
        .Add("Size", stored.Target?.Length ?? stored.Content.Length)
        .Add("StorageClass", stored.StorageClass ?? "Standard")
        .Add("RestoreInfo", OssReads.RestoreText(stored.Restore))
        .Open("Owner").Add("ID", "1").Add("DisplayName", "1").Close("Owner")
        .Close("Contents");

    private static string Text(byte[] bytes, bool isEncoded) => isEncoded ? UrlCode.Encode(bytes) : Encoding.UTF8.GetString(bytes);

    private static byte[] Bytes(EmulatorRequest request, string name) => Encoding.UTF8.GetBytes(request.Parameter(name) ?? "");
}
