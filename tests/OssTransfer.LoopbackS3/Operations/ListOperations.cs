using System.Globalization;
using System.Text;
using OssTransfer.LoopbackS3.Faults;
using OssTransfer.LoopbackS3.Http;
using OssTransfer.LoopbackS3.Store;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>ListObjects in both versions.</summary>
internal sealed class ListOperations(ServerState state)
{
    private const int MaxEntries = 1000;

    public S3Answer List(S3Request request)
    {
        var bucket = state.Bucket(request);
        var isV2 = request.Operation == S3Operation.ListObjectsV2 && !request.Faults.Has(FaultKind.IgnoreListType);
        var query = new ListQuery(
            request.Query.Bytes("prefix") ?? [],
            After(request, isV2),
            request.Query.Bytes("delimiter") ?? [],
            Max(request, "max-keys"));
        if (query.After.Length > 0 && request.Faults.Has(FaultKind.BlankPage))
        {
            return S3Answer.Of(new XmlOut().Root("ListBucketResult").Close("ListBucketResult"));
        }

        var (page, next) = ListingFaults.Apply(request.Faults, query, bucket.List(query, state.Options.Habits.ListingOrder));
        return S3Answer.Of(isV2 ? V2(request, bucket, query, page, next) : V1(request, bucket, query, page, next));
    }

    /// <summary>The page size that is asked for: 1,000 where nothing is said, and never more.</summary>
    public static int Max(S3Request request, string name)
    {
        if (request.Query.Text(name) is not { Length: > 0 } text)
        {
            return MaxEntries;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var max)
            ? Math.Min(max, MaxEntries)
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range");
    }

    private static byte[] After(S3Request request, bool isV2)
    {
        if (!isV2)
        {
            return request.Query.Bytes("marker") ?? [];
        }

        return request.Query.Text("continuation-token") is { } token
            ? FromToken(token)
            : request.Query.Bytes("start-after") ?? [];
    }

    private static XmlOut V1(S3Request request, Bucket bucket, ListQuery query, ObjectListing page, byte[]? next)
    {
        var encode = Encoder(request);
        var xml = Begin(request, bucket, query, page).Element("Marker", encode(query.After));
        if (next is not null && (query.Delimiter.Length > 0 || request.Faults.All.Count > 0))
        {
            xml.Element("NextMarker", encode(next));
        }

        return End(request, xml, page, encode);
    }

    private static XmlOut V2(S3Request request, Bucket bucket, ListQuery query, ObjectListing page, byte[]? next)
    {
        var encode = Encoder(request);
        var xml = Begin(request, bucket, query, page).Element("KeyCount", page.Objects.Count + page.CommonPrefixes.Count);
        if (request.Query.Text("continuation-token") is { } token)
        {
            xml.Element("ContinuationToken", token);
        }

        if (request.Query.Bytes("start-after") is { } startAfter)
        {
            xml.Element("StartAfter", encode(startAfter));
        }

        if (next is not null)
        {
            xml.Element("NextContinuationToken", ToToken(next));
        }

        return End(request, xml, page, encode);
    }

    private static XmlOut Begin(S3Request request, Bucket bucket, ListQuery query, ObjectListing page)
    {
        var encode = Encoder(request);
        var xml = new XmlOut(request.Faults.Has(FaultKind.RawControlCharacters)).Root("ListBucketResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", encode(query.Prefix))
            .Element("MaxKeys", query.MaxKeys);
        if (!request.Faults.Has(FaultKind.NoTruncation))
        {
            xml.Element("IsTruncated", page.IsTruncated);
        }

        if (query.Delimiter.Length > 0)
        {
            xml.Element("Delimiter", encode(query.Delimiter));
        }

        return IsEncoded(request) ? xml.Element("EncodingType", "url") : xml;
    }

    private static XmlOut End(S3Request request, XmlOut xml, ObjectListing page, Func<byte[], string> encode)
    {
        var withOwner = request.Query.Text("fetch-owner") == "true";
        if (request.Faults.Has(FaultKind.KeylessRow))
        {
            xml.Open("Contents").Element("Key", "").Element("Size", 1).Close("Contents");
        }

        foreach (var stored in page.Objects)
        {
            xml.Open("Contents")
                .Element("Key", encode(stored.KeyBytes))
                .Element("LastModified", stored.LastModified)
                .Element("ETag", $"\"{stored.ETag}\"")
                .Element("Size", stored.Length)
                .Element("StorageClass", stored.StorageClass);
            if (withOwner)
            {
                xml.Open("Owner").Element("ID", "loopback").Element("DisplayName", "loopback").Close("Owner");
            }

            xml.Close("Contents");
        }

        foreach (var prefix in page.CommonPrefixes)
        {
            xml.Open("CommonPrefixes").Element("Prefix", encode(prefix)).Close("CommonPrefixes");
        }

        return xml.Close("ListBucketResult");
    }

    private static bool IsEncoded(S3Request request) =>
        request.Query.Text("encoding-type") == "url" && !request.Faults.Has(FaultKind.IgnoreEncodingType);

    private static Func<byte[], string> Encoder(S3Request request) =>
        IsEncoded(request) ? static bytes => PercentEncoding.ForListing(bytes) : static bytes => Encoding.UTF8.GetString(bytes);

    /// <summary>Opaque to clients, and not a key, so that none takes it for one.</summary>
    private static string ToToken(byte[] after) => "1." + Convert.ToBase64String(after);

    private static byte[] FromToken(string token)
    {
        try
        {
            return Convert.FromBase64String(token.StartsWith("1.", StringComparison.Ordinal) ? token[2..] : "?");
        }
        catch (FormatException)
        {
            throw S3Errors.InvalidArgument("The continuation token provided is incorrect");
        }
    }
}
