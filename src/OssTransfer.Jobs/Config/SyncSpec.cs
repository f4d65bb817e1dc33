using OssTransfer.Transfer.Policies;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Config;

/// <summary>Incremental passes.</summary>
public sealed record SyncSpec
{
    /// <summary>Whether another pass follows each pass. Default true.</summary>
    public bool IsIncremental { get; init; } = true;

    /// <summary>From the end of a pass to the start of the next; whole seconds, 1 s to 10 years. Default a day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>When what is at the destination already counts as equal.</summary>
    public ComparePolicy Compare { get; init; } = ComparePolicy.Auto;

    /// <summary>When what differs at the destination is replaced.</summary>
    public OverwritePolicy Overwrite { get; init; } = OverwritePolicy.Safe;

    /// <summary>What happens at the destination with what vanished at the source.</summary>
    public DeletePolicy Delete { get; init; } = DeletePolicy.Never;

    /// <summary>Most that a pass may delete without approval; null: the smaller of 1,000 and 0.1 % of what was listed.</summary>
    public long? MaxDelete { get; init; }
}
