namespace OssTransfer.Contracts.Jobs;

/// <summary>Neighbouring shards of a run, as one cell of its map. Those that are none of the rest have ended without a failure.</summary>
public sealed record ShardCell
{
    /// <summary>The number of its first shard.</summary>
    public int First { get; init; }

    /// <summary>Shards in it.</summary>
    public int Shards { get; init; }

    /// <summary>Planned, and waiting for a worker.</summary>
    public int Waiting { get; init; }

    /// <summary>Held by a worker.</summary>
    public int Held { get; init; }

    /// <summary>Ended, with objects that failed; null where an older version counted a part of the run, which didn't note it.</summary>
    public int? Flawed { get; init; }

    /// <summary>The machines that hold some of it, a few of them.</summary>
    public IReadOnlyList<string> Machines { get => field ?? []; init; }
}
