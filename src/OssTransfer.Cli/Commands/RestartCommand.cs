using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Processes;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary>
/// <c>restart</c>: <c>stop</c>, then <c>start</c> with the arguments of the last one. Environment and <c>appsettings.json</c> are read again.
/// </summary>
internal static class RestartCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("restart", "stop this machine's silo in good order and start it again as it was started");
        command.SetAction((parse, cancellationToken) => RunAsync(parse, shell, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        if (StopCommand.IsElsewhere(parse, shell))
        {
            throw new CliException(
                ExitCode.Usage, "'restart' has to start a process, so it works on this machine's silo only: give it there, without --api and OSSTRANSFER_API.");
        }

        var home = SiloLocator.Home(parse, shell);
        var said = parse.GetValue(SiloOptions.Json) ? shell.Error : shell.Out;
        if (SupervisorLock.FindHolder(home) is not null)
        {
            var answer = await StopCommand.StopHereAsync(home, parse, shell, cancellationToken);
            if (!answer.IsDone)
            {
                throw new CliException(answer.Code, answer.Message);
            }

            await said.WriteLineAsync($"The silo of the home {home.Path} has stopped.");
        }
        else if (home.FindHolder() is { } holder)
        {
            throw new CliException(
                ExitCode.NotAllowed,
                $"Process {holder} holds the home {home.Path} without a supervisor: what started it starts it again, such as 'systemctl restart'. A 'run' ends by itself.");
        }
        else
        {
            await said.WriteLineAsync($"No silo ran on the home {home.Path}; it is started.");
        }

        string[] json = parse.GetValue(SiloOptions.Json) ? ["--json"] : [];
        return await CommandTree.Create(shell)
            .Parse(
                [
                    "start",
                    $"--home={home.Path}",
                    .. StartArguments.Read(home).Where(argument => !argument.StartsWith("--home=", StringComparison.Ordinal)),
                    .. json,
                ])
            .InvokeAsync(
                new() { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
    }
}
