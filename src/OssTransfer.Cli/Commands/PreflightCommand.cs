using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Probing;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>preflight job.cfg</c>: what would go wrong, before a byte moves. Works in this process, without a silo.</summary>
internal static class PreflightCommand
{
    private static readonly Argument<string> File = new("job.cfg") { Description = "the job's configuration" };
    private static readonly Option<bool> Head = new("--head")
    {
        Arity = ArgumentArity.Zero,
        Description = "ask for the headers of every object, too: metadata that doesn't fit, what a list names and isn't there",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("preflight", "look at everything that a job would move and say what would go wrong and how long it takes; moves nothing")
        {
            File, Head,
        };
        command.Runs((parse, cancellationToken) => RunAsync(parse, shell, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var json = parse.GetValue(SiloOptions.Json);
        try
        {
            if (await JobFile.ReadAsync(parse.GetRequiredValue(File), json, shell, cancellationToken) is not { } job)
            {
                return ExitCode.Usage;
            }

            job = job with { Home = SiloLocator.Home(parse, shell).Path };
            var found = await new Preflight(job, shell).RunAsync(parse.GetValue(Head), quiet: json, cancellationToken);
            await (json ? JsonOutput.WriteAsync(shell.Out, found, ContractsJson.Default.PreflightView) : PreflightText.WriteAsync(shell, found));
            return found.Code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Interrupted, "Interrupted. Nothing was moved.");
        }
    }
}
