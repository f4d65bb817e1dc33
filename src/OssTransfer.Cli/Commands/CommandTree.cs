using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Completion;

namespace OssTransfer.Cli.Commands;

/// <summary>All commands, in the groups and order that <c>--help</c> shows.</summary>
internal static class CommandTree
{
    public static IReadOnlyList<(string Title, Func<Shell, Command>[] Commands)> Groups { get; } =
    [
        ("The silo on this machine", [StartCommand.Create, StopCommand.Create, RestartCommand.Create]),
        ("Many machines", [ClusterCommand.Create, MoveStateCommand.Create]),
        ("Jobs",
            [
                AddCommand.Create,
                RunCommand.Create,
                RemoveCommand.Create,
                PauseCommand.Create,
                ContinueCommand.Create,
                RedoCommand.Create,
                SyncCommand.Create,
                FinishCommand.Create,
            ]),
        ("Before a job", [ProbeCommand.Create, PreflightCommand.Create]),
        ("A job's configuration", [LookCommand.Create, EditCommand.Create]),
        ("The whole cluster", [SetCommand.Create]),
        ("How it goes", [StatusCommand.Create, FailuresCommand.Create, DeletesCommand.Create, ReportCommand.Create, ExplainCommand.Create, LogCommand.Create]),
        ("Your shell", [CompletionCommand.Create]),
    ];

    /// <summary>Other words for commands of the manual, for those who don't know them.</summary>
    private static readonly Dictionary<string, string> Aliases = new() { ["rm"] = "remove", ["continue"] = "resume", ["look"] = "show", ["status"] = "list" };

    public static RootCommand Create(Shell shell)
    {
        var root = new RootCommand("osstransfer moves objects between stores, with proof.")
        {
            SiloOptions.Home, SiloOptions.Api, SiloOptions.TokenFile, SiloOptions.ApiCert, SiloOptions.Language, SiloOptions.Json,
        };
        var groups = Groups.Select(group => new HelpGroup(group.Title, [.. group.Commands.Select(create => create(shell))])).ToList();
        foreach (var command in groups.SelectMany(group => group.Commands))
        {
            root.Subcommands.Add(command);
            if (Aliases.TryGetValue(command.Name, out var alias))
            {
                command.Aliases.Add(alias);
                command.Description += $" (also: {alias})";
            }
        }

        root.Subcommands.Add(SuperviseCommand.Create(shell));
        root.Directives.OfType<SuggestDirective>().Single().Action = new Suggestions(shell);
        var (help, version) = (root.Options.OfType<HelpOption>().Single(), root.Options.OfType<VersionOption>().Single());
        (help.Description, help.Action) = ("show this", new HelpOutput(groups, shell));
        (version.Description, version.Action) = ("show the version", new VersionOutput(shell));
        return root;
    }
}
