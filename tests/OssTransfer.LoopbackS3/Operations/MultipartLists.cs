using System.Globalization;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Parts of an upload, and uploads of a bucket.</summary>
internal sealed class MultipartLists(ServerState state)
{
    public S3Answer Parts(S3Request request)
    {
        var bucket = state.Bucket(request);
        var upload = bucket.Upload(request.Query.Text("uploadId")!, request.Target.Key);
        var max = ListOperations.Max(request, "max-parts");
        _ = int.TryParse(request.Query.Text("part-number-marker"), CultureInfo.InvariantCulture, out var marker);
        var rest = upload.Parts.Where(part => part.Number > marker).ToList();
        var page = rest.Take(max).ToList();
        var xml = new XmlOut().Root("ListPartsResult")
            .Element("Bucket", bucket.Name).Element("Key", upload.Key).Element("UploadId", upload.UploadId)
            .Element("PartNumberMarker", marker).Element("NextPartNumberMarker", page.Count == 0 ? 0 : page[^1].Number)
            .Element("MaxParts", max).Element("IsTruncated", page.Count < rest.Count);
        foreach (var part in page)
        {
            xml.Open("Part").Element("PartNumber", part.Number).Element("LastModified", part.LastModified)
                .Element("ETag", $"\"{part.ETag}\"").Element("Size", part.Length).Close("Part");
        }

        return S3Answer.Of(xml.Close("ListPartsResult"));
    }

    public S3Answer Uploads(S3Request request)
    {
        var bucket = state.Bucket(request);
        var max = ListOperations.Max(request, "max-uploads");
        var prefix = request.Query.Bytes("prefix") ?? [];
        var keyMarker = request.Query.Bytes("key-marker") ?? [];
        var idMarker = request.Query.Text("upload-id-marker") ?? "";
        var isEncoded = request.Query.Text("encoding-type") == "url" && !request.Faults.Has(FaultKind.IgnoreEncodingType);
        var rest = bucket.Uploads
            .Where(upload => upload.KeyBytes.AsSpan().StartsWith(prefix) && IsAfter(upload, keyMarker, idMarker))
            .Order(Comparer<MultipartUpload>.Create(Compare))
            .ToList();
        var page = rest.Take(max).ToList();
        var xml = new XmlOut().Root("ListMultipartUploadsResult").Element("Bucket", bucket.Name)
            .Element("KeyMarker", KeyText(keyMarker, isEncoded)).Element("UploadIdMarker", idMarker)
            .Element("Prefix", KeyText(prefix, isEncoded)).Element("MaxUploads", max).Element("IsTruncated", page.Count < rest.Count);
        if (isEncoded)
        {
            xml.Element("EncodingType", "url");
        }

        if (page.Count < rest.Count && page.Count > 0)
        {
            xml.Element("NextKeyMarker", KeyText(page[^1].KeyBytes, isEncoded)).Element("NextUploadIdMarker", page[^1].UploadId);
        }

        foreach (var upload in page)
        {
            xml.Open("Upload").Element("Key", KeyText(upload.KeyBytes, isEncoded)).Element("UploadId", upload.UploadId)
                .Element("Initiated", upload.Initiated).Element("StorageClass", "STANDARD").Close("Upload");
        }

        return S3Answer.Of(xml.Close("ListMultipartUploadsResult"));
    }

    private static string KeyText(byte[] key, bool isEncoded) =>
        isEncoded ? PercentEncoding.ForListing(key) : System.Text.Encoding.UTF8.GetString(key);

    private static bool IsAfter(MultipartUpload upload, byte[] keyMarker, string idMarker)
    {
        var order = upload.KeyBytes.AsSpan().SequenceCompareTo(keyMarker);
        return order > 0 || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(upload.UploadId, idMarker) > 0);
    }

    private static int Compare(MultipartUpload left, MultipartUpload right)
    {
        var order = left.KeyBytes.AsSpan().SequenceCompareTo(right.KeyBytes);
        return order != 0 ? order : string.CompareOrdinal(left.UploadId, right.UploadId);
    }
}
