namespace OssTransfer.Contracts.Jobs;

/// <summary>Whether a report's numbers add up.</summary>
/// <param name="Listed">Objects listed.</param>
/// <param name="Ended">Objects that ended, in whatever way.</param>
public sealed record ReportSum(long Listed, long Ended)
{
    /// <summary>Every listed object has ended.</summary>
    public bool Agrees => Listed == Ended;
}
