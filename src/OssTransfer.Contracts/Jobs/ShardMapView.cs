namespace OssTransfer.Contracts.Jobs;

/// <summary>The shards of a job's last run that move or compare objects, in the order of their keys, by their state.</summary>
public sealed record ShardMapView
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The run; 0 before the first.</summary>
    public int Run { get; init; }

    /// <summary>Shards that are planned until now; there may come more while the run lists.</summary>
    public int Shards { get; init; }

    /// <summary>Planned, and waiting for a worker.</summary>
    public int Waiting { get; init; }

    /// <summary>Held by a worker.</summary>
    public int Held { get; init; }

    /// <summary>Ended, with objects that failed; null where an older version counted a part of the run.</summary>
    public int? Flawed { get; init; }

    /// <summary>Shards of a cell; the last one may have fewer.</summary>
    public int ShardsPerCell { get; init; } = 1;

    /// <summary>The cells: some hundred at most, however many shards there are.</summary>
    public IReadOnlyList<ShardCell> Cells { get => field ?? []; init; }
}
