using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Notices;

/// <summary>What a notice's text says besides the notice.</summary>
public sealed record NoticeContext
{
    /// <summary>The machine that sends it.</summary>
    public required string Machine { get; init; }

    /// <summary>Writes the commands of a text as they work on that machine.</summary>
    public required Func<string, string> Advise { get; init; }

    /// <summary>The zone of the times in it.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The first failures of the run; empty: none, or not known any more.</summary>
    public IReadOnlyList<FailureLine> Failures { get; init; } = [];

    /// <summary>Earlier notices of the same kind that it stands for.</summary>
    public int Merged { get; init; }
}
