namespace OssTransfer.Storage;

/// <summary>What to read.</summary>
/// <param name="Key">The whole key.</param>
public sealed record ReadRequest(ObjectKey Key)
{
    /// <summary>The slice; null reads all. Never ask for a slice of an empty object.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>
    /// The <see cref="ObjectEntry.ETag"/> that the object must still have, else <see cref="StorageErrorKind.SourceChanged"/>; null accepts any.
    /// </summary>
    public string? IfMatch { get; init; }
}
