namespace OssTransfer.Jobs.Reports;

/// <summary>A line of the list of what failed, with where the list goes on.</summary>
/// <param name="Line">The line.</param>
/// <param name="Next">The place behind it.</param>
public readonly record struct PlacedFailure(FailureLine Line, FailurePlace Next);
