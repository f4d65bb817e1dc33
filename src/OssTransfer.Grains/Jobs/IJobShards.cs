using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>The shards of one incarnation of a job, as its master sees them. Every call may be repeated.</summary>
internal interface IJobShards : IShardRows
{
    /// <summary>Begins a new attempt, durable before it answers. Null: no manifest of this digest is there.</summary>
    Task<int?> TakeAsync(ShardId shard, ulong digest, string holder, long destinationTicks);

    /// <summary>The encoded manifest; empty: there is none.</summary>
    Task<byte[]> ManifestAsync(ShardId shard);

    /// <summary>Stores a manifest or a chunk of a list, but for one whose shard was taken.</summary>
    Task PutAsync(ShardId shard, byte[] content);

    /// <summary>What came of a shard; null while an object has no outcome, or where another manifest is there.</summary>
    Task<ShardResult?> ResultAsync(ShardId shard, ulong digest);

    /// <summary>Notes that the latest attempt has recorded all that it sent and sends no more.</summary>
    Task NoteSendsCompleteAsync(ShardId shard, ulong digest, int attempt);

    /// <summary>What came of those of its objects that have an outcome.</summary>
    Task<ShardResult> PartialResultAsync(ShardId shard);
}
