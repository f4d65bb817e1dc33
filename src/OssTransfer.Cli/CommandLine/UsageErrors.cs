using System.CommandLine;
using System.CommandLine.Invocation;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config.Reading;

namespace OssTransfer.Cli.CommandLine;

/// <summary>What is said of arguments that make no command.</summary>
internal static class UsageErrors
{
    /// <summary>What is wrong with the arguments; null where nothing is, or where help was asked for.</summary>
    public static string? Find(ParseResult parse, IReadOnlyList<string> args)
    {
        var command = parse.CommandResult.Command;
        var isWrong = parse.Action is ParseErrorAction && parse.Errors.Count > 0;
        if (!isWrong && parse.Action != command.Action)
        {
            return null;
        }

        if (command.Subcommands.Count > 0 && parse.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } name)
        {
            return UnknownCommand(command, name);
        }

        // Not only where the parser objects: what it doesn't know as an option it takes for the name of a job or a file.
        return UnknownOption(command, args) ?? (isWrong ? Describe(parse) : null);
    }

    private static string Describe(ParseResult parse) => parse.CommandResult.Command is RootCommand
        ? $"No command was given. {Advice.Of("--help")} shows them."
        : $"{string.Join("; ", parse.Errors.Select(error => error.Message.TrimEnd('.')).Distinct())}. See {Help(parse.CommandResult.Command)}.";

    private static string UnknownCommand(Command command, string name)
    {
        var before = command is RootCommand ? "" : CommandNames.Name(command) + " ";
        var commands = command.Subcommands.Where(below => !below.Hidden).ToList();
        var said = $"There is no command '{before}{name}'.";
        return NearestName.Find(name, commands.SelectMany(below => below.Aliases.Prepend(below.Name))) is { } nearest
            ? $"{said} Did you mean '{before}{nearest}'? {Help(command)} shows all."
            : $"{said} There are: {string.Join(", ", commands.Select(below => before + below.Name))}. {Help(command)} explains them.";
    }

    private static string? UnknownOption(Command command, IReadOnlyList<string> args)
    {
        Option[] options = [.. command.Options, .. command.Parents.OfType<Command>().SelectMany(AllAbove)];
        var takesNext = false;
        foreach (var arg in args.TakeWhile(arg => arg != "--"))
        {
            var isValue = takesNext;
            var name = arg.Split('=', ':')[0];
            var option = options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
            takesNext = option is { Arity.MaximumNumberOfValues: > 0 } && name == arg;
            if (option is null && !isValue && arg is ['-', not (>= '0' and <= '9'), ..])
            {
                var nearest = NearestName.Find(name, options.Where(known => !known.Hidden).Select(known => known.Name));
                var of = command is RootCommand ? "" : $" of '{CommandNames.Name(command)}'";
                return $"There is no option '{name}'{of}.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} See {Help(command)}.";
            }
        }

        return null;
    }

    private static IEnumerable<Option> AllAbove(Command command) =>
        command.Options.Where(option => option.Recursive).Concat(command.Parents.OfType<Command>().SelectMany(AllAbove));

    private static string Help(Command command) =>
        command is RootCommand ? Advice.Of("--help") : Advice.Of([.. CommandNames.Name(command).Split(' '), "--help"]);
}
