using OssTransfer.Storage;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>One object to move, as a shard's manifest names it.</summary>
/// <param name="Index">Its place in the shard; outcomes are recorded by it.</param>
/// <param name="SourceKey">The whole key at the source.</param>
/// <param name="DestinationKey">The whole key at the destination.</param>
/// <param name="Size">Bytes as listed; -1 where unknown.</param>
/// <param name="LastModified">As listed; default where unknown.</param>
/// <param name="ETag">The source's validator as listed; null where unknown.</param>
/// <param name="Ticket">The stable name of this write over all attempts (<see cref="WriteTarget.Ticket"/>).</param>
public sealed record TransferItem(
    int Index, ObjectKey SourceKey, ObjectKey DestinationKey, long Size, DateTimeOffset LastModified, string? ETag, string Ticket)
{
    /// <summary>What the destination held when it was last looked at; null: nothing.</summary>
    public DestinationObject? Destination { get; init; }

    /// <summary>What <see cref="Destination"/> holds was written by this job (its recorded ETag or digest, or an earlier attempt of this shard).</summary>
    public bool IsOurs { get; init; }
}
