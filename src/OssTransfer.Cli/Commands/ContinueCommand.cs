using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>continue JOB</c>.</summary>
internal static class ContinueCommand
{
    public static Command Create(Shell shell) => JobStateCommand.Create("continue", "go on with a paused job", shell, _ => "continue");
}
