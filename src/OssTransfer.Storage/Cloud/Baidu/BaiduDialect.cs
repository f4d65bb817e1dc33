using System.Text.Json;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>How BOS spells things.</summary>
internal static class BaiduDialect
{
    public static StoreTraits Traits { get; } = new()
    {
        Name = "Baidu BOS",
        KeyOrder = KeyOrder.Utf8Bytes,
        ETag = ETagMeaning.Md5,
    };

    public static JsonListNames ListNames { get; } = new()
    {
        Entries = JsonEncodedText.Encode("contents"),
        Size = JsonEncodedText.Encode("size"),
        ETag = JsonEncodedText.Encode("eTag"),
        LastModified = JsonEncodedText.Encode("lastModified"),
        StorageClass = JsonEncodedText.Encode("storageClass"),
        Next = JsonEncodedText.Encode("nextMarker"),
        Truncated = JsonEncodedText.Encode("isTruncated"),
    };

    public static CloudDialect Dialect { get; } = new()
    {
        // An ETag of an object that was appended to may look like an MD5; Content-MD5 is said of those that were put.
        Traits = Traits with { ETag = ETagMeaning.Opaque },
        HeaderPrefix = "x-bce-",
        RequestIdHeader = "x-bce-request-id",
        ReadError = JsonErrors.Read,
        Crc64Header = "x-bce-content-crc64ecma",
        PublishesContentMd5 = true,
    };
}
