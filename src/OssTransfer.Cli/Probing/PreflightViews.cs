using OssTransfer.Contracts.Preflights;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Cli.Probing;

/// <summary>What was found, as it is shown.</summary>
internal static class PreflightViews
{
    /// <summary>A problem.</summary>
    /// <param name="found">The problem.</param>
    /// <param name="areUrls">Keys may end with a query, which may be a signature.</param>
    public static PreflightFinding Of(ProblemCount found, bool areUrls) => new()
    {
        Problem = PreflightProblems.Name(found.Problem),
        IsFailure = PreflightProblems.IsFailure(found.Problem),
        Count = found.Count,
        Message = PreflightProblems.Text(found.Problem),
        Examples = [.. found.Examples.Select(example => Of(example, areUrls))],
    };

    private static PreflightExample Of(ProblemExample example, bool areUrls) => new()
    {
        Key = areUrls ? WithoutQuery(example.Key.ToString()) : example.Key.ToString(),
        KeyBase64 = areUrls ? null : KeyText.Base64Of(example.Key),
        Size = example.Size,
        Detail = example.Detail is { } detail && areUrls ? WithoutQuery(detail) : example.Detail,
    };

    private static string WithoutQuery(string text) => text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? text[..at] + "?***" : text;

    /// <summary>What a pass would do.</summary>
    public static PreflightPass Of(PassGroup group, bool areUrls) => new()
    {
        Action = group.Action.ToString().ToLowerInvariant(),
        Objects = group.Objects,
        Bytes = group.Bytes,
        Examples = [.. group.Examples.Select(example => Of(example, areUrls))],
    };

    public static PreflightEstimate Of(TransferEstimate estimate) => new(estimate.Limit, estimate.PerSecond, estimate.Seconds);

    public static PreflightSize Of(SizeClass size) => new(size.Name, size.Objects, size.Bytes);
}
