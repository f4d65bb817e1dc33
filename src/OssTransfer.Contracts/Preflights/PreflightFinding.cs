namespace OssTransfer.Contracts.Preflights;

/// <summary>A problem and how often it was found.</summary>
public sealed record PreflightFinding
{
    /// <summary>key-too-long, key-collision, disk-name, needs-restore and so on.</summary>
    public required string Problem { get; init; }

    /// <summary>Objects would fail or arrive as something else; false for what is left out by design or only worth knowing.</summary>
    public bool IsFailure { get; init; }

    /// <summary>All of them.</summary>
    public long Count { get; init; }

    /// <summary>What it is and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The first 100.</summary>
    public IReadOnlyList<PreflightExample> Examples { get; init; } = [];
}
