using System.CommandLine;
using OssTransfer.Cli.Processes;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>The process that <c>start</c> leaves behind, without a terminal. Not for users.</summary>
internal static class SuperviseCommand
{
    public const string Name = "supervise";

    public static Command Create(Shell shell)
    {
        var command = new Command(Name) { Hidden = true };
        SiloArguments.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var home = new HomeDirectory(SiloArguments.Read(parse, shell).Home);
            using var alone = await SupervisorLock.AcquireAsync(home, cancellationToken);
            StartArguments.Note(home, SiloArguments.Repeat(parse, shell));
            NativeProcess.LeaveTerminal();
            string[] silo = ["start", StartCommand.Supervised, .. SiloArguments.Repeat(parse, shell)];
            return await new Supervisor(RunAsync, shell.Error, shell.Time).RunAsync(cancellationToken);

            async Task<int> RunAsync(CancellationToken token)
            {
                SupervisorLog.Bound(home);
                return await OwnProgram.RunAsync(silo, token);
            }
        });
        return command;
    }
}
