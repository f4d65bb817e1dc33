using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>A shard to hand out.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Digest">A move shard's manifest as the position covers it; 0 for other kinds.</param>
public readonly record struct Assignment(ShardId Shard, ulong Digest);
