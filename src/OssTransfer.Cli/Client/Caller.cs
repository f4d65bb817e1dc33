using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Client;

/// <summary>Who this user is, for the silo's command log.</summary>
internal static class Caller
{
    public static string Name { get; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>A command of its own, with an id that no other has.</summary>
    public static CommandRequest NewCommand() => new() { Id = Guid.NewGuid().ToString("N"), Who = Name };
}
