namespace OssTransfer.Storage;

/// <summary>A digest of the whole object as its store publishes it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Value">Its raw bytes.</param>
public sealed record PublishedDigest(DigestKind Kind, ReadOnlyMemory<byte> Value)
{
    /// <summary>For <see cref="DigestKind.Md5OfParts"/>: the number of parts.</summary>
    public int Parts { get; init; }
}
