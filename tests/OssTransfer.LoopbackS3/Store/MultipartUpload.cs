using System.Text;

namespace OssTransfer.LoopbackS3;

/// <summary>An upload in parts that has not ended yet.</summary>
public sealed class MultipartUpload
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, UploadedPart> _parts = [];

    internal MultipartUpload(string uploadId, byte[] keyBytes, DateTimeOffset initiated, IReadOnlyDictionary<string, string> headers)
    {
        UploadId = uploadId;
        KeyBytes = keyBytes;
        Initiated = initiated;
        Headers = headers;
    }

    /// <summary>Opaque.</summary>
    public string UploadId { get; }

    /// <summary>The key in UTF-8.</summary>
    public byte[] KeyBytes { get; }

    /// <summary>The key that the object will have.</summary>
    public string Key => Encoding.UTF8.GetString(KeyBytes);

    /// <summary>When it was begun.</summary>
    public DateTimeOffset Initiated { get; }

    /// <summary>What the object will carry. Names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>What the client sent with x-amz-acl.</summary>
    public string? Acl { get; init; }

    /// <summary>What the client sent with x-amz-tagging.</summary>
    public string? Tagging { get; init; }

    /// <summary>The parts that arrived, by number.</summary>
    public IReadOnlyList<UploadedPart> Parts
    {
        get
        {
            lock (_lock)
            {
                return [.. _parts.Values];
            }
        }
    }

    internal void Set(UploadedPart part)
    {
        lock (_lock)
        {
            _parts[part.Number] = part;
        }
    }
}
