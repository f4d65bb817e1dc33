using System.Text.Json;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>How Kodo spells things.</summary>
internal static class QiniuDialect
{
    /// <summary>All that its errors say of a clock is this text.</summary>
    private const string Skewed = "skewed";

    /// <summary>Classes that are read only after they were restored.</summary>
    public static IReadOnlyList<string> Archives { get; } = ["ARCHIVE", "DEEP_ARCHIVE"];

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
        Traits = new StoreTraits { Name = "Qiniu Kodo", KeyOrder = KeyOrder.Utf8Bytes },
        HeaderPrefix = "x-qn-",
        RequestIdHeader = "X-Reqid",
        ReadError = ReadError,
        ETagDigest = QetagText.Digest,
    };

    private static ErrorBody ReadError(ReadOnlySpan<byte> json)
    {
        var error = JsonErrors.Read(json);
        return error is { Code: null, Message: { } text } && text.Contains(Skewed, StringComparison.OrdinalIgnoreCase)
            ? error with { Code = "RequestTimeTooSkewed" }
            : error;
    }
}
