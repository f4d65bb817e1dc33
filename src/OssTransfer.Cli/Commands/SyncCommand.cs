using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>sync JOB</c>.</summary>
internal static class SyncCommand
{
    public static Command Create(Shell shell) => JobStateCommand.Create("sync", "start a waiting job's next pass now", shell, _ => "sync");
}
