using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>rm JOB</c>.</summary>
internal static class RemoveCommand
{
    public static Command Create(Shell shell) =>
        JobStateCommand.Create("rm", "stop a job, abort its own uploads and forget it; objects stay", shell, _ => "rm");
}
