namespace OssTransfer.Storage;

/// <summary>What the store answered to a finished write.</summary>
/// <param name="ETag">As in <see cref="ObjectEntry.ETag"/>; null where the answer has none.</param>
public sealed record WriteResult(string? ETag)
{
    /// <summary>As in <see cref="ObjectInfo.HasOpaqueETag"/>.</summary>
    public bool HasOpaqueETag { get; init; }

    /// <summary>What else than the ETag says that the body arrived.</summary>
    public BodyCheck Checked { get; init; }
}
