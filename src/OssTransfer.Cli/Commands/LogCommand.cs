using System.CommandLine;
using System.Globalization;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>log</c>: the commands that were given on all machines.</summary>
internal static class LogCommand
{
    private const int Usual = 50;
    private const int Most = 1000;
    private static readonly Option<string?> Last = new("--last") { HelpName = "N", Description = $"how many, 1 to {Most}; {Usual} where none is given" };

    private static readonly Option<bool> Watch = new("--watch") { Arity = ArgumentArity.Zero, Description = "show it again every second until Ctrl-C" };

    public static Command Create(Shell shell)
    {
        var command = new Command("log", "show the last commands given on all machines: when, who, where, what, result");
        var job = JobName.AddTo(command, required: false);
        command.Options.Add(Last);
        command.Options.Add(Watch);
        command.Validators.Add(result =>
        {
            if (result.TextOf(Last) is { } last && Count(last) is null)
            {
                result.AddError($"--last: '{last}' is not allowed; a number from 1 to {Most}, that many commands are kept");
            }
        });
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var (count, jobId) = (parse.GetValue(Last) is { } last ? Count(last)!.Value : Usual, job.Find(parse));
            if (parse.GetValue(Watch))
            {
                await Redrawn.WatchAsync(
                    shell,
                    async () => Tables.Commands(await client.CommandsAsync(count, jobId, cancellationToken), shell.Texts),
                    Redrawn.FittingLast,
                    cancellationToken);
            }

            var commands = await client.CommandsAsync(count, jobId, cancellationToken);
            if (parse.GetValue(SiloOptions.Json))
            {
                await JsonOutput.WriteAsync(shell.Out, commands, ContractsJson.Default.IReadOnlyListLoggedCommand);
            }
            else if (commands.Count == 0)
            {
                await shell.Error.WriteLineAsync("No command is in the log.");
            }
            else
            {
                Tables.Write(shell, Tables.Commands(commands, shell.Texts));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most ? count : null;
}
