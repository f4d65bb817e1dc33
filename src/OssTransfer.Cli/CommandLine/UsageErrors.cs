using System.CommandLine;

namespace OssTransfer.Cli.CommandLine;

/// <summary>What is said of arguments that make no command.</summary>
internal static class UsageErrors
{
    public static string Describe(ParseResult parse, IReadOnlyList<string> args)
    {
        var root = parse.RootCommandResult.Command;
        var isRoot = parse.CommandResult.Command == root;
        var name = args.FirstOrDefault(arg => !arg.StartsWith('-'));
        if (isRoot && name is null)
        {
            return "No command was given. 'osstransfer --help' shows them.";
        }

        if (isRoot && parse.UnmatchedTokens.Count > 0)
        {
            var commands = root.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
            return $"There is no command '{parse.UnmatchedTokens[0]}'. There are: {string.Join(", ", commands)}. 'osstransfer --help' explains them.";
        }

        var errors = parse.Errors.Select(error => error.Message.TrimEnd('.')).Distinct();
        return $"{string.Join("; ", errors)}. See 'osstransfer{(isRoot ? "" : " " + CommandNames.Name(parse.CommandResult.Command))} --help'.";
    }
}
