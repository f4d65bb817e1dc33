using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.CommandLine;

/// <summary>Says why a command failed: on standard error for people, on standard output as the one JSON document for scripts.</summary>
internal static class Failure
{
    /// <summary>Stands before what is said on standard error.</summary>
    public const string Prefix = "osstransfer: ";

    public static async Task<int> WriteAsync(Shell shell, bool json, ExitCode code, string message)
    {
        await shell.Error.WriteLineAsync($"{Prefix}{shell.Line(message)}");
        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, new CommandAnswer { Code = code, Message = message }, ContractsJson.Default.CommandAnswer);
        }

        return (int)code;
    }
}
