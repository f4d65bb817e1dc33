using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>redo JOB</c>.</summary>
internal static class RedoCommand
{
    public static Command Create(Shell shell)
    {
        var failed = new Option<bool>("--failed") { Arity = ArgumentArity.Zero, Description = "only what failed" };
        var all = new Option<bool>("--all") { Arity = ArgumentArity.Zero, Description = "send again even what is found equal" };
        var command = JobStateCommand.Create(
            "redo",
            "drop a job's progress and do it again; what is found equal is not sent again",
            shell,
            parse => parse.GetValue(failed) ? "redo-failed" : parse.GetValue(all) ? "redo-all" : "redo",
            failed,
            all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(failed) && result.GetValue(all))
            {
                result.AddError("--failed and --all exclude each other: choose what failed, or everything");
            }
        });
        return command;
    }
}
