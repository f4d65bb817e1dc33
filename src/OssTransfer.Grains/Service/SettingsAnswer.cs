using OssTransfer.Contracts;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <summary>The answer to <c>set</c>.</summary>
/// <param name="Code"><see cref="ExitCode.Usage"/> where an option is wrong, <see cref="ExitCode.NotAllowed"/> where there is no such machine.</param>
/// <param name="Message">What happened; one or two sentences.</param>
/// <param name="Settings">What was set, this included.</param>
public sealed record SettingsAnswer(ExitCode Code, string Message, ClusterSettings? Settings)
{
    /// <summary>What holds now, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All errors; then nothing was changed.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; init; } = [];
}
