using System.Text.Json;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>How BOS spells things.</summary>
internal static class BaiduDialect
{
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
        Traits = new StoreTraits
        {
            Name = VendorNames.Baidu,
            KeyOrder = KeyOrder.Utf8Bytes,
            ListsAfterAnyKey = true,
            ReportsTime = true,

            // The MD5 only of objects that were put in one request, and a listing doesn't distinguish them from those that were appended to.
            ETag = ETagMeaning.Opaque,
        },
        HeaderPrefix = "x-bce-",
        RequestIdHeader = "x-bce-request-id",
        ReadError = JsonErrors.Read,
        Crc64Header = "x-bce-content-crc64ecma",
        Crc32Header = "x-bce-content-crc32",
        PublishesContentMd5 = true,
    };
}
