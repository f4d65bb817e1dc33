namespace OssTransfer.Storage;

/// <summary>
/// The headers that travel with an object. Values are the bytes on the wire, each as one char U+0000..U+00FF (Latin-1), so that they arrive as they were.
/// Null means the header is absent.
/// </summary>
public sealed record ObjectMetadata
{
    /// <summary>No headers at all.</summary>
    public static ObjectMetadata None { get; } = new();

    /// <summary>Content-Type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content-Disposition.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding, as stored; never decoded. <c>aws-chunked</c> is not part of it.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Expires; need not be a date.</summary>
    public string? Expires { get; init; }

    /// <summary>User metadata without the vendor's prefix, names in lower case, in no particular order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> User { get; init; } = [];
}
