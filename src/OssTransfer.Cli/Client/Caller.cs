using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Cli.Client;

/// <summary>Who this user is, for the silo's command log.</summary>
internal static class Caller
{
    public static string Name { get; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The user's language, as the environment has it.</summary>
    private static string Language { get; } = NoticeLanguages.NameOf(NoticeLanguages.Of(
        new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value))));

    /// <summary>A command of its own, with an id that no other has.</summary>
    public static CommandRequest NewCommand() => new() { Id = Guid.NewGuid().ToString("N"), Who = Name, Language = Language };
}
