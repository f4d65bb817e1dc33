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

    private static readonly Option<bool> Compare = new("--compare")
    {
        Arity = ArgumentArity.Zero,
        Description = "compare both sides, too: what the first pass would send, skip, leave as a conflict and delete",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("preflight", "look at everything that a job would move and say what would go wrong and how long it takes; moves nothing")
        {
            File, Head, Compare,
        };
        command.Runs((parse, cancellationToken) =>
            RunAsync(parse, parse.GetRequiredValue(File), parse.GetValue(Head), parse.GetValue(Compare), shell, cancellationToken));
        return command;
    }

    /// <summary>Looks at what a job would do; no silo is asked.</summary>
    public static async Task<ExitCode> RunAsync(
        ParseResult parse, string file, bool asksHeaders, bool compares, Shell shell, CancellationToken cancellationToken)
    {
        var json = parse.GetValue(SiloOptions.Json);
        try
        {
            if (await JobFile.ReadAsync(file, json, shell, cancellationToken) is not { } job)
            {
                return ExitCode.Usage;
            }

            job = job with { Home = SiloLocator.Home(parse, shell).Path };
            var found = await new Preflight(job, shell).RunAsync(asksHeaders, compares, quiet: json, cancellationToken);
            await (json ? JsonOutput.WriteAsync(shell.Out, found, ContractsJson.Default.PreflightView) : PreflightText.WriteAsync(shell, found));
            return found.Code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Interrupted, "Interrupted. Nothing was moved.");
        }
    }
}
