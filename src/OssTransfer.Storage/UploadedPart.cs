namespace OssTransfer.Storage;

/// <summary>A part that the store has.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">As the store gave it, without quotes.</param>
/// <param name="Size">Bytes; null where the store doesn't say.</param>
public sealed record UploadedPart(int Number, string ETag, long? Size)
{
    /// <summary>As in <see cref="ObjectInfo.HasOpaqueETag"/>; known only when the part is written.</summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>What else than the ETag says that the body arrived; known only when the part is written.</summary>
    public BodyCheck Checked { get; init; }
}
