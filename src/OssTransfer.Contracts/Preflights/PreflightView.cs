namespace OssTransfer.Contracts.Preflights;

/// <summary>What <c>preflight</c> found: one JSON document.</summary>
public sealed record PreflightView
{
    /// <summary>The job's name in its configuration.</summary>
    public required string JobId { get; init; }

    /// <summary>It is a check job, which compares and writes nothing.</summary>
    public bool IsCheck { get; init; }

    /// <summary>The exit code: 0 nothing found, 3 problems found, 4 the source could not be listed to its end, 5 credentials, endpoint or bucket.</summary>
    public ExitCode Code { get; init; }

    /// <summary>The source was looked at whole.</summary>
    public bool Complete { get; init; }

    /// <summary>Why not; null where it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The source, for people.</summary>
    public required string Source { get; init; }

    /// <summary>The destination, for people.</summary>
    public required string Destination { get; init; }

    /// <summary>Objects that would move.</summary>
    public long Objects { get; init; }

    /// <summary>Their bytes, as far as sizes are known.</summary>
    public long Bytes { get; init; }

    /// <summary>Objects that filters leave out.</summary>
    public long Excluded { get; init; }

    /// <summary>Objects whose size is unknown.</summary>
    public long UnknownSizes { get; init; }

    /// <summary>The objects that would move, by size.</summary>
    public IReadOnlyList<PreflightSize> Sizes { get; init; } = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<PreflightFinding> Problems { get; init; } = [];

    /// <summary>Requests that the transfer takes at least.</summary>
    public required PreflightRequests Requests { get; init; }

    /// <summary>How long each known limit makes the transfer take at least; the longest of them holds.</summary>
    public IReadOnlyList<PreflightEstimate> Estimates { get; init; } = [];

    /// <summary>Things worth knowing that are no problems.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the first pass would do, by action; null: both sides were not compared.</summary>
    public IReadOnlyList<PreflightPass>? Pass { get; init; }
}
