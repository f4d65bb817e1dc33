namespace OssTransfer.Contracts.Jobs;

/// <summary>What one pass decided about one key.</summary>
public sealed record PassExplanation
{
    /// <summary>The pass.</summary>
    public required int Run { get; init; }

    /// <summary>When it started; null where that isn't known any more.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>False: what it decided about the key is not kept any more, and nothing else here says anything.</summary>
    public required bool Kept { get; init; }

    /// <summary>The rule that decided, one of a fixed set that docs/api.md names; null where nothing is kept.</summary>
    public string? Rule { get; init; }

    /// <summary>How the object ended, by the names of <c>objects</c> in <c>status --json</c>; null: it has not, or it was no part of the pass.</summary>
    public string? Outcome { get; init; }

    /// <summary>What proves it; null: nothing.</summary>
    public string? Proof { get; init; }

    /// <summary>Why it failed, was refused or differs, for people; null elsewhere.</summary>
    public string? Reason { get; init; }

    /// <summary>What the source said; null: it did not list it, or that was not written down.</summary>
    public ObjectFacts? Source { get; init; }

    /// <summary>What the destination said; null: it did not have it, or that was not written down.</summary>
    public ObjectFacts? Destination { get; init; }

    /// <summary>What the destination held counts as this job's own write.</summary>
    public bool IsOurs { get; init; }

    /// <summary>What was recorded before; null: nothing.</summary>
    public RecordedFacts? Recorded { get; init; }
}
