using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Config;

/// <summary>How what was transferred is checked.</summary>
public sealed record CheckSpec
{
    /// <summary>When. Default <see cref="CheckTime.Now"/>.</summary>
    public CheckTime Time { get; init; } = CheckTime.Now;

    /// <summary>How. Default <see cref="CheckMode.Md5"/>.</summary>
    public CheckMode Mode { get; init; } = CheckMode.Md5;

    /// <summary>How far a check job compares.</summary>
    public ComparisonDepth Depth => Mode switch
    {
        CheckMode.Head => ComparisonDepth.Size,
        CheckMode.Full => ComparisonDepth.Content,
        _ => ComparisonDepth.Digest,
    };

    /// <summary>What a check job makes of what only the destination has. Default <see cref="ExtraRule.Report"/>.</summary>
    public ExtraRule Extra { get; init; } = ExtraRule.Report;
}
