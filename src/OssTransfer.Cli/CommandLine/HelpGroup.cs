using System.CommandLine;

namespace OssTransfer.Cli.CommandLine;

/// <summary>Commands that belong together in <c>--help</c>.</summary>
internal sealed record HelpGroup(string Title, IReadOnlyList<Command> Commands);
