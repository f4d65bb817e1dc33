using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>Objects of a run by how they ended.</summary>
public sealed record ObjectNumbers
{
    /// <summary>Keys that the source's listing gave.</summary>
    public long Listed { get; init; }

    /// <summary>Written in this run and proven.</summary>
    public long Transferred { get; init; }

    /// <summary>How often a whole object went out, repeats and all attempts included (see <see cref="JobView.SentAtLeast"/>).</summary>
    public long Sent { get; init; }

    /// <summary>Found equal where this run didn't write it.</summary>
    public long Skipped { get; init; }

    /// <summary>Left out by filters or by what they are.</summary>
    public long Excluded { get; init; }

    /// <summary>Deleted between listing and reading.</summary>
    public long Gone { get; init; }

    /// <summary>Archived at the source.</summary>
    public long NeedsRestore { get; init; }

    /// <summary>Something newer of others at the destination.</summary>
    public long Conflict { get; init; }

    /// <summary>Not transferred.</summary>
    public long Failed { get; init; }

    /// <summary>Objects that the destination's service copied by itself; they are not in <see cref="Sent"/>.</summary>
    public long CopiedInside { get; init; }

    /// <summary>All that ended, in whatever way.</summary>
    [JsonIgnore]
    public long Ended => Transferred + Skipped + Excluded + Gone + NeedsRestore + Conflict + Failed;
}
