using System.CommandLine;
using OssTransfer.Cli.Languages;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.CommandLine;

/// <summary>From arguments to exit code. Every way to fail ends in one message here.</summary>
internal static class CommandLineProgram
{
    /// <summary>How arguments are read, by whichever part reads them.</summary>
    public static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellationToken)
    {
        var json = args.Contains("--json");
        shell = shell with { Texts = LanguageChoice.Of(args, json, shell) };
        if (SecretArguments.Refusal(args) is { } refusal)
        {
            return await Failure.WriteAsync(shell, json, ExitCode.Usage, refusal);
        }

        try
        {
            return await RunAsync(args, json, shell with { Advice = AdviceContext.Of(ArgumentSpelling.Normalize(args), shell) }, cancellationToken);
        }
        catch (Exception e)
        {
            return await Failure.WriteAsync(
                shell,
                json,
                ExitCode.Error,
                $"An error of the program: {e.Message.TrimEnd('.')}. Report it, please; the same command may work when given again.");
        }
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> args, bool json, Shell shell, CancellationToken cancellationToken)
    {
        var typed = ArgumentSpelling.Normalize(args);
        var parse = Commands.CommandTree.Create(shell).Parse(typed, Parsing);
        if (UsageErrors.Find(parse, typed) is { } wrong)
        {
            return await Failure.WriteAsync(shell, json, ExitCode.Usage, MailArguments.Mask(wrong, args));
        }

        var invocation = new InvocationConfiguration
        {
            Output = shell.Out,
            Error = shell.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parse.InvokeAsync(invocation, cancellationToken);
        }
        catch (CliException e)
        {
            return await Failure.WriteAsync(shell, json, e.Code, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await Failure.WriteAsync(
                shell, json, ExitCode.Interrupted, $"Interrupted. What the silo was asked to do goes on; {Advice.Of("status")} shows it.");
        }
        catch (HomeException e)
        {
            return await Failure.WriteAsync(shell, json, ExitCode.Error, e.Message);
        }
    }
}
