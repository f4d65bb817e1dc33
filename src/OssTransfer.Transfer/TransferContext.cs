using OssTransfer.Storage;

namespace OssTransfer.Transfer;

/// <summary>Between which stores objects move, and how.</summary>
/// <param name="Source">Guarded (<see cref="Guard.GuardedStore"/>): nothing above it retries or limits.</param>
/// <param name="Destination">Guarded as well, and writable.</param>
/// <param name="Options">The job's choices.</param>
public sealed record TransferContext(IObjectStore Source, IObjectStore Destination, TransferOptions Options)
{
    /// <summary>The destination's service can fetch the object from the source by itself, so that no byte passes here.</summary>
    internal bool CanCopy(long size) =>
        size >= 0 && size <= Destination.Traits.MaxPutBytes && Destination.Copier is { } copier && copier.CanCopyFrom(Source);
}
