using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Runs;

/// <summary>What a job's configuration asks of its runs.</summary>
/// <param name="Checks">A check follows the transfer.</param>
/// <param name="ReadsBack">The check reads objects again (<c>full</c>, or a destination whose answers prove nothing), so its shards are small.</param>
/// <param name="Interval">From the end of a pass to the next; null: there is no next.</param>
public sealed record RunPolicy(bool Checks, bool ReadsBack, TimeSpan? Interval)
{
    /// <summary>It is a check job: its runs compare, and only a repair moves.</summary>
    public bool Compares { get; init; }

    /// <summary>The check reads what nothing else has proven.</summary>
    public bool ReadsUnproven { get; init; }

    /// <summary>No answer to a write proves it at this destination: whatever is moved is such.</summary>
    public bool ProvesNoWrite { get; init; }

    /// <summary>Bytes per second that the job may read; null: no limit, or one by the time of day.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>What only the destination has is a difference.</summary>
    public bool FailsExtras { get; init; }

    /// <summary>What happens at the destination with what vanished at the source.</summary>
    public DeletePolicy Delete { get; init; }

    /// <summary>Most that a pass may delete without approval; null: the default.</summary>
    public long? MaxDelete { get; init; }

    /// <summary>Shards that may be planned and not finished; there listing stops.</summary>
    public int MaxOpenShards { get; init; } = 400;

    /// <summary>Listing goes on below this many: it has to find its place again, which should pay for more than a few shards.</summary>
    public int ListsBelow => MaxOpenShards - (MaxOpenShards / 4);

    /// <summary>Runs whose reports and history stay, the present one included.</summary>
    public int KeepRuns { get; init; } = JobSpec.DefaultKeepRuns;

    /// <summary>Index lines of a check shard that only lists.</summary>
    public int CheckLines { get; init; } = 16;
}
