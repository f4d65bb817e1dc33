using System.CommandLine;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.CommandLine;

/// <summary>What a command does.</summary>
internal static class CommandActions
{
    /// <summary>The command runs this; the process ends with its exit code.</summary>
    public static void Runs(this Command command, Func<ParseResult, CancellationToken, Task<ExitCode>> action) =>
        command.SetAction(async (parse, cancellationToken) => (int)await action(parse, cancellationToken));
}
