using System.Text.Json.Serialization;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Contracts.Settings;

/// <summary>The answer to <c>set</c>.</summary>
public sealed record SetAnswer
{
    /// <summary><see cref="ExitCode.Usage"/> where an option is wrong, <see cref="ExitCode.NotAllowed"/> where there is no such machine.</summary>
    public ExitCode Code { get; init; }

    /// <summary>What happened, and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>What holds now, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All errors; then nothing was changed.</summary>
    public IReadOnlyList<ConfigError> Errors { get; init; } = [];

    /// <summary>What happened, or all that is wrong, in one line.</summary>
    [JsonIgnore]
    public string Line => Errors.Count == 0 ? Message : $"{Message} {string.Join("; ", Errors)}";

    /// <summary>The settings afterwards; null where the silo could not say.</summary>
    public SettingsView? Settings { get; init; }
}
