using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <summary>The answer to <c>set</c>.</summary>
/// <param name="Code">An exit code of the contract: 0 set, 2 an option is wrong, 6 no such machine.</param>
/// <param name="Message">What happened; one or two sentences.</param>
/// <param name="Settings">What was set, this included.</param>
public sealed record SettingsAnswer(int Code, string Message, ClusterSettings? Settings)
{
    /// <summary>What holds now, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All errors; then nothing was changed.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; init; } = [];
}
