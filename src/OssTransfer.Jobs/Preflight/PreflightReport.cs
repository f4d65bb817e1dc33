namespace OssTransfer.Jobs.Preflight;

/// <summary>What was found.</summary>
public sealed record PreflightReport
{
    /// <summary>Objects that would move.</summary>
    public required long Objects { get; init; }

    /// <summary>Their bytes, as far as sizes are known.</summary>
    public required long Bytes { get; init; }

    /// <summary>Objects that filters leave out.</summary>
    public required long Excluded { get; init; }

    /// <summary>Objects whose size is unknown.</summary>
    public required long UnknownSizes { get; init; }

    /// <summary>The objects that would move, by size.</summary>
    public required IReadOnlyList<SizeClass> Sizes { get; init; }

    /// <summary>What is wrong, in the order of <see cref="PreflightProblem"/>.</summary>
    public required IReadOnlyList<ProblemCount> Problems { get; init; }

    /// <summary>Requests that read objects.</summary>
    public required long Reads { get; init; }

    /// <summary>Requests that write objects, those around the parts of large ones included.</summary>
    public required long Writes { get; init; }

    /// <summary>Something would fail.</summary>
    public bool HasFailures => Problems.Any(found => PreflightProblems.IsFailure(found.Problem));
}
