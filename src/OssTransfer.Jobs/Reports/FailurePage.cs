namespace OssTransfer.Jobs.Reports;

/// <summary>A page of the list of what failed, or of what vanished.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Next">Where the next page begins (<see cref="FailureQuery.After"/>); null: this is the last one.</param>
public sealed record FailurePage(IReadOnlyList<FailureLine> Lines, string? Next)
{
    /// <summary>The page was to begin at a place that is none in the list of the last run: nothing was read.</summary>
    public bool IsLost { get; init; }

    /// <summary>No such page.</summary>
    public static FailurePage Lost { get; } = new([], null) { IsLost = true };
}
