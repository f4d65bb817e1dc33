namespace OssTransfer.Contracts.Preflights;

/// <summary>Objects with which the first pass of a job would do the same.</summary>
public sealed record PreflightPass
{
    /// <summary>
    /// <c>send</c>, <c>skip</c> (it is there already), <c>conflict</c>, <c>read</c> (no listing shows whether it is the same), <c>fail</c>, <c>delete</c>; of
    /// a check job <c>equal</c>, <c>missing</c>, <c>different</c>, <c>read</c>, <c>unreadable</c>, <c>extra</c> (only the destination has it), which isn't
    /// there where the job doesn't look for that.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>How many.</summary>
    public long Objects { get; init; }

    /// <summary>Their bytes, as far as sizes are known.</summary>
    public long Bytes { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<PreflightExample> Examples { get; init; } = [];
}
