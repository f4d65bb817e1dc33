using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OssTransfer.Cli.CommandLine;

/// <summary><c>--help</c>: everything on one page without a command, one command's part of it with one.</summary>
internal sealed class HelpOutput(IReadOnlyList<HelpGroup> groups, Shell shell) : SynchronousCommandLineAction
{
    private const int Column = 36;

    private const string Ending = """
        Exit codes
          0 done, everything proven   1 any other error          2 usage or job.cfg
          3 failures or differences   4 incomplete               5 credentials, endpoint, bucket, clock, quota, space or memory
          6 not allowed, or no job    7 no silo answers          130 interrupted

        Examples
          osstransfer start && osstransfer add job.cfg --wait      start a silo here, add a job and watch its first pass
          osstransfer redo photos --failed                         try again what failed in the job 'photos'
        """;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        if (command is RootCommand root)
        {
            WriteAll(root);
        }
        else
        {
            shell.Out.WriteLine(
                shell.Texts.Of($"Usage: osstransfer {CommandNames.Signature(command)}{(command.Subcommands.Count > 0 ? " COMMAND" : "")} [options]") + "\n");
            foreach (var leaf in CommandNames.Leaves(command))
            {
                WriteCommand(leaf);
            }

            shell.Out.WriteLine();
            WriteOptions("Options of every command", SiloWide(parseResult.RootCommandResult.Command));
        }

        return 0;
    }

    private void WriteAll(RootCommand root)
    {
        shell.Out.WriteLine($"{shell.Texts.Of(root.Description!)}\n\n{shell.Texts.Of("Usage: osstransfer COMMAND [options]")}\n");
        foreach (var group in groups)
        {
            shell.Out.WriteLine(shell.Texts.Of(group.Title));
            foreach (var command in group.Commands.SelectMany(CommandNames.Leaves))
            {
                WriteCommand(command);
            }

            shell.Out.WriteLine();
        }

        WriteOptions("Options of every command", SiloWide(root));
        shell.Out.WriteLine(string.Join('\n', Ending.Split('\n').Select(shell.Texts.Of)));
    }

    private void WriteCommand(Command command)
    {
        WriteRow("  " + CommandNames.Signature(command), command.Description);
        foreach (var option in command.Options.Where(option => option is not HelpOption and not VersionOption && !option.Hidden))
        {
            WriteRow("    " + Signature(option), option.Description);
        }
    }

    private void WriteOptions(string title, IEnumerable<Option> options)
    {
        shell.Out.WriteLine(shell.Texts.Of(title));
        foreach (var option in options)
        {
            WriteRow("  " + Signature(option), option.Description);
        }

        shell.Out.WriteLine();
    }

    private void WriteRow(string name, string? description)
    {
        var text = shell.Texts.Of(description ?? "");
        shell.Out.WriteLine(name.Length < Column ? name.PadRight(Column) + text : $"{name}\n{new string(' ', Column)}{text}");
    }

    private static IEnumerable<Option> SiloWide(Command root) => root.Options.Where(option => !option.Hidden);

    private static string Signature(Option option) => option.HelpName is { } value ? $"{option.Name}={value}" : option.Name;
}
