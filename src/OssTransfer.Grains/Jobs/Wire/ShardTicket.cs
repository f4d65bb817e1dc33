using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>The right to work on a shard.</summary>
/// <param name="Run">The run.</param>
/// <param name="Kind">What the shard is for.</param>
/// <param name="Parent">Of a part shard the number of its finish shard; else 0.</param>
/// <param name="Number">Its number.</param>
/// <param name="Attempt">Which attempt; reports of an older one are refused.</param>
/// <param name="Digest">A move shard's manifest; 0 for other kinds.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.ticket")]
internal sealed record ShardTicket(int Run, int Kind, int Parent, int Number, int Attempt, ulong Digest)
{
    /// <summary>Which shard.</summary>
    public ShardId Shard => new(Run, (ShardKind)Kind, Parent, Number);

    /// <summary>The right to this attempt at a shard.</summary>
    public static ShardTicket For(ShardId shard, int attempt, ulong digest) =>
        new(shard.Run, (int)shard.Kind, shard.Parent, shard.Number, attempt, digest);
}
