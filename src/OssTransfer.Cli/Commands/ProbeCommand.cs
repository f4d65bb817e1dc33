using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Probing;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>probe job.cfg</c>: what one side of a job can do, by harmless requests. Works in this process, without a silo.</summary>
internal static class ProbeCommand
{
    private static readonly Argument<string> File = new("job.cfg") { Description = "the job's configuration" };
    private static readonly Option<bool> Source = new("--src")
    {
        Arity = ArgumentArity.Zero,
        Description = "try the source: list one page, HEAD and GET an object",
    };
    private static readonly Option<bool> Destination = new("--des") { Arity = ArgumentArity.Zero, Description = "try the destination in the same way" };
    private static readonly Option<string?> Prefix = new("--prefix")
    {
        HelpName = "P",
        Description = "with --des: write throw-away objects below the key P and remove them",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("probe", "try one side of a job with harmless requests and say what it can do") { File, Source, Destination, Prefix };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Source) == result.GetValue(Destination))
            {
                result.AddError("Name one side, --src or --des");
            }
            else if (result.GetResult(Prefix) is not null && (result.GetValue(Source) || string.IsNullOrEmpty(result.TextOf(Prefix)?.TrimEnd('/'))))
            {
                result.AddError("--prefix goes with --des and names where throw-away objects may be, such as --prefix=tmp/");
            }
        });
        command.Runs((parse, cancellationToken) => RunAsync(parse, shell, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var json = parse.GetValue(SiloOptions.Json);
        if (await JobFile.ReadAsync(parse.GetRequiredValue(File), json, shell, cancellationToken) is not { } job)
        {
            return ExitCode.Usage;
        }

        job = job with { Home = SiloLocator.Home(parse, shell).Path };

        var probe = new Probe(job, shell, step =>
        {
            if (!json)
            {
                ProbeText.Write(shell, step);
            }
        });
        try
        {
            var found = await (parse.GetValue(Source)
                ? probe.SourceAsync(cancellationToken)
                : probe.DestinationAsync(parse.GetValue(Prefix), cancellationToken));
            await (json ? JsonOutput.WriteAsync(shell.Out, found, ContractsJson.Default.ProbeView) : ProbeText.WriteAsync(shell, found));
            return found.Code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                ExitCode.Interrupted,
                probe.Left is []
                    ? "Interrupted. Nothing that the probe wrote is left."
                    : $"Interrupted. Remove by hand what is left: {string.Join(", ", probe.Left)}");
        }
    }
}
