using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Deletes;

/// <summary>What a run does with what vanished at the source.</summary>
public sealed record DeleteState
{
    /// <summary>Whether it is deleted, and why not.</summary>
    public required DeleteVerdict Verdict { get; init; }

    /// <summary>Objects that vanished.</summary>
    public long Found { get; init; }

    /// <summary>Their bytes, as recorded.</summary>
    public long Bytes { get; init; }

    /// <summary>Most that this run might delete.</summary>
    public long Limit { get; init; }

    /// <summary>
    /// When the first listing without them began, by the destination's clock: what was changed there later somebody else has changed. Null: that clock isn't
    /// known.
    /// </summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Shards that delete: each a few index lines.</summary>
    public int Shards { get; init; }

    /// <summary>Index lines of a shard.</summary>
    public int LinesPerShard { get; init; }

    /// <summary>Finished ones.</summary>
    public RangeSet Finished { get; init => field = value ?? RangeSet.Empty; } = RangeSet.Empty;

    /// <summary>Their sum.</summary>
    public DeleteResult Result { get; init => field = value ?? DeleteResult.Empty; } = DeleteResult.Empty;
}
