using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Notices;

/// <summary>An object that failed, as a message to an address names it.</summary>
/// <param name="Key">The whole key at the source.</param>
/// <param name="Size">Bytes as listed; null where unknown.</param>
/// <param name="Reason">Why.</param>
public sealed record NoticeFailure(string Key, long? Size, string Reason)
{
    /// <summary>The first of some.</summary>
    public static IReadOnlyList<NoticeFailure> Of(IReadOnlyList<FailureLine> lines) =>
        [.. lines.Take(NoticeText.MostFailures).Select(line => new NoticeFailure(line.Key.ToString(), line.Size, line.Reason))];
}
