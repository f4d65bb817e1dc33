using System.Text.Json;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>How Kodo spells things.</summary>
internal static class QiniuDialect
{
    public static JsonListNames ListNames { get; } = new()
    {
        Entries = JsonEncodedText.Encode("items"),
        Size = JsonEncodedText.Encode("fsize"),
        ETag = JsonEncodedText.Encode("hash"),
        LastModified = JsonEncodedText.Encode("putTime"),
        StorageClass = JsonEncodedText.Encode("type"),
        Next = JsonEncodedText.Encode("marker"),
        ClassNames = [null, "IA", "ARCHIVE", "DEEP_ARCHIVE", "ARCHIVE_IR", "INTELLIGENT_TIERING"],
    };

    public static CloudDialect Dialect { get; } = new()
    {
        Traits = new StoreTraits { Name = VendorNames.Qiniu, KeyOrder = KeyOrder.Utf8Bytes, ReportsTime = true },
        HeaderPrefix = "x-qn-",
        RequestIdHeader = "X-Reqid",
        ReadError = ReadError,
        ETagDigest = QetagText.Digest,
    };

    /// <summary>Its codes are the statuses; where it has no other code, the fixed text that belongs to the status stands for one.</summary>
    private static ErrorBody ReadError(ReadOnlySpan<byte> json)
    {
        var error = JsonErrors.Read(json);
        return error.Code is null ? error with { Code = error.Message, Message = null } : error;
    }
}
