using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Contracts.Settings;

/// <summary>The answer to <c>set</c>.</summary>
public sealed record SetAnswer
{
    /// <summary>An exit code of the command line: 0 set, 2 an option is wrong, 6 no such machine, 1 anything else.</summary>
    public int Code { get; init; }

    /// <summary>What happened, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>What holds now, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All errors; then nothing was changed.</summary>
    public IReadOnlyList<ConfigErrorView> Errors { get; init; } = [];

    /// <summary>The settings afterwards; null where the silo could not say.</summary>
    public SettingsView? Settings { get; init; }
}
