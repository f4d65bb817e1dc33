using System.CommandLine;

namespace OssTransfer.Cli.CommandLine;

/// <summary>Commands as a user types them: <c>cluster init</c> is one, <c>cluster</c> alone is none.</summary>
internal static class CommandNames
{
    /// <summary>The command itself, or those below it.</summary>
    public static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.Where(below => !below.Hidden).SelectMany(Leaves);

    /// <summary>All words of its name and what it takes, such as <c>cluster init</c> or <c>look JOB</c>.</summary>
    public static string Signature(Command command) => string.Join(' ', command.Arguments.Select(argument => argument.Name).Prepend(Name(command)));

    /// <summary>All words of its name.</summary>
    public static string Name(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand) is { } parent ? $"{Name(parent)} {command.Name}" : command.Name;
}
