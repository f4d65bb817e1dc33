using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>finish JOB</c>.</summary>
internal static class FinishCommand
{
    public static Command Create(Shell shell) => JobStateCommand.Create("finish", "end a job for good: no further pass starts", shell, _ => "finish");
}
