namespace OssTransfer.Jobs.Reports;

/// <summary>Which page of what failed is asked for.</summary>
/// <param name="Limit">Lines of it at most.</param>
public sealed record FailureQuery(int Limit)
{
    /// <summary>Where the page before ended; null: the first one.</summary>
    public string? After { get; init; }

    /// <summary>Only what failed for this reason; null: everything.</summary>
    public string? Reason { get; init; }

    /// <summary>What vanished at the source and would be deleted, not what failed.</summary>
    public bool AreDeletes { get; init; }
}
