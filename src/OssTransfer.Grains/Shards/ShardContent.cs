namespace OssTransfer.Grains.Shards;

/// <summary>What is stored of a shard.</summary>
/// <param name="Manifest">The encoded manifest; empty: there is none.</param>
/// <param name="Progress">The encoded progress; empty: no worker worked on it.</param>
/// <param name="Attempt">The latest attempt; 0: never taken.</param>
/// <param name="FirstTakenTicks">When it was first taken, UTC ticks by the destination's clock; 0: never, or that clock wasn't known.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.shard-content")]
internal sealed record ShardContent(byte[] Manifest, byte[] Progress, int Attempt, long FirstTakenTicks)
{
    /// <summary>Indexes of entries that the latest check found to differ; null where none did.</summary>
    [Id(0)]
    public int[]? Differences { get; init; }

    /// <summary>What is noted of keys that vanished at the source; null: nothing.</summary>
    [Id(1)]
    public int[]? Deletes { get; init; }
}
