namespace OssTransfer.Contracts.Probes;

/// <summary>What <c>probe</c> found out about one side of a job: one JSON document.</summary>
public sealed record ProbeView
{
    /// <summary>src or des.</summary>
    public required string Side { get; init; }

    /// <summary>The exit code: 0 everything worked, 3 something didn't, 5 credentials, endpoint or bucket.</summary>
    public ExitCode Code { get; init; }

    /// <summary>Where it is, for people.</summary>
    public required string Place { get; init; }

    /// <summary>Every request in its order.</summary>
    public IReadOnlyList<ProbeStep> Steps { get; init; } = [];

    /// <summary>By how much the store's clock is ahead of this machine's; null where it reported no time.</summary>
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>ascending, directories, utf-16 or none, as far as one page shows; null where fewer than two keys were seen.</summary>
    public string? KeyOrder { get; init; }

    /// <summary>What the ETag of a small object is: md5, other-md5, composite, opaque or none; null where none was seen.</summary>
    public string? ETag { get; init; }

    /// <summary>The proof that an object has which goes there in one PUT; null where none was written.</summary>
    public string? PutProof { get; init; }

    /// <summary>The proof that an object has which goes there in parts; null where none was written.</summary>
    public string? PartsProof { get; init; }

    /// <summary>The line for <c>job.cfg</c> that names the store's profile; null where it has none.</summary>
    public string? Profile { get; init; }

    /// <summary>Limits.</summary>
    public required ProbeLimits Limits { get; init; }

    /// <summary>Things worth knowing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
