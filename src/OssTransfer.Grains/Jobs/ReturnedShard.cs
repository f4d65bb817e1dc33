namespace OssTransfer.Grains.Jobs;

/// <summary>A shard that a worker lets go of.</summary>
/// <param name="Holder">The silo's generation.</param>
/// <param name="Ticket">The shard and attempt.</param>
/// <param name="IsFinished">All its work is durable.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.returned")]
internal sealed record ReturnedShard(string Holder, ShardTicket Ticket, bool IsFinished)
{
    /// <summary>For a check shard: objects, differences, bytes read, read-backs.</summary>
    [Id(0)]
    public long[]? Check { get; init; }

    /// <summary>Why the job must pause; null: it needn't.</summary>
    [Id(1)]
    public string? PauseReason { get; init; }

    /// <summary>The exit code that goes with <see cref="PauseReason"/>.</summary>
    [Id(2)]
    public int PauseCode { get; init; }

    /// <summary>Why the shard couldn't be worked on, for the log; null: nothing went wrong.</summary>
    [Id(3)]
    public string? Problem { get; init; }

    /// <summary>The destination's clock less ours, in ticks; null where unknown.</summary>
    [Id(4)]
    public long? DestinationClockTicks { get; init; }

    /// <summary>A finish shard's upload is started, and its parts shall be moved by this many part shards; 0: none.</summary>
    [Id(5)]
    public int PartShards { get; init; }

    /// <summary>A part shard found that the upload can't be finished.</summary>
    [Id(6)]
    public bool EndsUpload { get; init; }

    /// <summary>The job's life that the shard belongs to; 0: not said.</summary>
    [Id(7)]
    public ulong Incarnation { get; init; }
}
