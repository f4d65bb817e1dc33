namespace OssTransfer.Grains.Shards;

/// <summary>What the database holds of a shard's progress.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.progress-row")]
internal sealed record ProgressRow
{
    /// <summary>The latest attempt; 0: never taken.</summary>
    [Id(0)]
    public int Attempt { get; init; }

    /// <summary>The silo's process that has it.</summary>
    [Id(1)]
    public string Holder { get; init; } = "";

    /// <summary>When it was first taken, UTC ticks by the destination's clock; 0: never, or that clock wasn't known.</summary>
    [Id(2)]
    public long FirstTakenTicks { get; init; }

    /// <summary>The encoded outcomes and steps.</summary>
    [Id(3)]
    public byte[] Payload { get; init; } = [];

    /// <summary>Indexes of entries that the latest check found to differ at the destination; null where none did.</summary>
    [Id(4)]
    public int[]? Differences { get; init; }

    /// <summary>What is noted of keys that vanished at the source, as <see cref="OssTransfer.Jobs.Shards.DeleteNote"/> writes it; null: nothing.</summary>
    [Id(5)]
    public int[]? Deletes { get; init; }
}
