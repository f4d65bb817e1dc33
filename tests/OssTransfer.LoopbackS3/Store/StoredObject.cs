using System.Globalization;
using System.Text;
using OssTransfer.LoopbackS3.Bodies;

namespace OssTransfer.LoopbackS3;

/// <summary>An object as it lies in a bucket. Immutable: an overwrite makes a new one.</summary>
public sealed class StoredObject
{
    private string? _lastModifiedText;

    internal StoredObject(byte[] keyBytes, ObjectBytes content, string etag, DateTimeOffset lastModified, IReadOnlyDictionary<string, string> headers)
    {
        KeyBytes = keyBytes;
        Content = content;
        ETag = etag;
        Headers = headers;

        // Second resolution, as at AWS: what HEAD and a listing say is the same time.
        LastModified = DateTimeOffset.FromUnixTimeSeconds(lastModified.ToUnixTimeSeconds());
    }

    /// <summary>The key in UTF-8.</summary>
    public byte[] KeyBytes { get; }

    /// <summary>The key.</summary>
    public string Key => Encoding.UTF8.GetString(KeyBytes);

    /// <summary>Size of the body in bytes.</summary>
    public long Length => Content.Length;

    /// <summary>Without quotes.</summary>
    public string ETag { get; }

    /// <summary>Whole seconds.</summary>
    public DateTimeOffset LastModified { get; }

    /// <summary>What the client sent and a GET gives back: Content-Type, Cache-Control, x-amz-meta-*, ... Names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>What the client sent with x-amz-acl; here it changes only what GET ?acl tells.</summary>
    public string? Acl { get; init; }

    /// <summary>What the client sent with x-amz-tagging, which has no effect here.</summary>
    public string? Tagging { get; init; }

    /// <summary>Sizes of the parts of a multipart object; null for one that was put whole.</summary>
    public IReadOnlyList<long>? PartLengths { get; init; }

    /// <summary>User metadata without the prefix.</summary>
    public IReadOnlyDictionary<string, string> Metadata => Headers
        .Where(header => header.Key.StartsWith(HeaderNames.MetadataPrefix, StringComparison.Ordinal))
        .ToDictionary(header => header.Key[HeaderNames.MetadataPrefix.Length..], header => header.Value);

    /// <summary><c>STANDARD</c> where the client sent none.</summary>
    public string StorageClass => Headers.GetValueOrDefault(HeaderNames.StorageClass, "STANDARD");

    internal ObjectBytes Content { get; }

    internal string LastModifiedText => _lastModifiedText ??= LastModified.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A copy of the body.</summary>
    /// <exception cref="InvalidOperationException">The server was told to discard bodies.</exception>
    public byte[] ToArray() => Content.ToArray();

    internal StoredObject With(ObjectBytes content) =>
        new(KeyBytes, content, ETag, LastModified, Headers) { Acl = Acl, Tagging = Tagging, PartLengths = PartLengths };

    internal StoredObject WithAcl(string? acl) =>
        new(KeyBytes, Content, ETag, LastModified, Headers) { Acl = acl, Tagging = Tagging, PartLengths = PartLengths };
}
