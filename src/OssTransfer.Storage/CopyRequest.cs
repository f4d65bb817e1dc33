namespace OssTransfer.Storage;

/// <summary>A copy inside one service, without the bytes passing here.</summary>
/// <param name="Source">The store to copy from.</param>
/// <param name="SourceKey">The whole key there.</param>
/// <param name="Target">Where to.</param>
public sealed record CopyRequest(IObjectStore Source, ObjectKey SourceKey, WriteTarget Target)
{
    /// <summary>The ETag that the source must still have, where the store supports the condition.</summary>
    public string? IfMatch { get; init; }
}
