using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>How far a run's check is.</summary>
public sealed record CheckState
{
    /// <summary>Check shards: each a few index lines.</summary>
    public int Shards { get; init; }

    /// <summary>Index lines of a check shard.</summary>
    public int LinesPerShard { get; init; }

    /// <summary>Finished ones.</summary>
    public RangeSet Finished { get; init => field = value ?? RangeSet.Empty; } = RangeSet.Empty;

    /// <summary>Their sum.</summary>
    public CheckResult Result { get; init => field = value ?? CheckResult.Empty; } = CheckResult.Empty;
}
