namespace OssTransfer.Contracts.Jobs;

/// <summary>What was recorded of an object when a pass began.</summary>
public sealed record RecordedFacts
{
    /// <summary>The source as it was read.</summary>
    public required ObjectFacts Source { get; init; }

    /// <summary>The destination's ETag after the write; null where none is known.</summary>
    public string? DestinationETag { get; init; }

    /// <summary>The digest of what was sent, as an ETag spells it; null where none is known.</summary>
    public string? Digest { get; init; }

    /// <summary>What proves it; null: nothing does.</summary>
    public string? Proof { get; init; }

    /// <summary>A check found the destination to differ since.</summary>
    public bool Differs { get; init; }

    /// <summary>Complete listings in a row without the object.</summary>
    public int Misses { get; init; }
}
