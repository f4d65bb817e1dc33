using System.Diagnostics;
using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer;

/// <summary>Between which stores objects move, and how.</summary>
/// <param name="Source">Guarded (<see cref="GuardedStore"/>): it repeats requests and limits them.</param>
/// <param name="Destination">Guarded as well, and writable.</param>
/// <param name="Options">The job's choices.</param>
public sealed record TransferContext(IObjectStore Source, IObjectStore Destination, TransferOptions Options)
{
    /// <summary>What both stores' guards report slow bodies to, and what bounds how much is moved at once; null: nothing does.</summary>
    public NetworkGate? Network { get; init; }

    /// <summary>Where small objects are noted while they are worked on; null: no progress is shown.</summary>
    public FlightBoard? Board { get; init; }

    /// <summary>What traces of objects belong to; none: they stand alone.</summary>
    public ActivityContext Trace { get; init; }

    /// <summary>The destination's service can fetch the object from the source by itself, so that no byte passes here.</summary>
    internal bool CanCopy(long? size) =>
        size <= Destination.Traits.MaxPutBytes && Destination.Copier is { } copier && copier.CanCopyFrom(Source);
}
