using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>pause JOB</c>.</summary>
internal static class PauseCommand
{
    public static Command Create(Shell shell) => JobStateCommand.Create("pause", "stop a job with all progress kept", shell, _ => "pause");
}
