using System.CommandLine;

namespace OssTransfer.Cli.Commands;

/// <summary><c>redo JOB</c>.</summary>
internal static class RedoCommand
{
    public static Command Create(Shell shell)
    {
        var failed = new Option<bool>("--failed") { Arity = ArgumentArity.Zero, Description = "only what failed" };
        var all = new Option<bool>("--all") { Arity = ArgumentArity.Zero, Description = "send again even what is found equal" };
        var repair = new Option<bool>("--repair")
        {
            Arity = ArgumentArity.Zero,
            Description = "check jobs: move what was found to be missing or different, once",
        };
        var command = JobStateCommand.Create(
            "redo",
            "drop a job's progress and do it again; what is found equal is not sent again",
            shell,
            parse => parse.GetValue(repair) ? "redo-repair" : parse.GetValue(failed) ? "redo-failed" : parse.GetValue(all) ? "redo-all" : "redo",
            failed,
            all,
            repair);
        command.Validators.Add(result =>
        {
            if (new[] { failed, all, repair }.Count(result.GetValue) > 1)
            {
                result.AddError("--failed, --all and --repair exclude each other: choose what failed, everything, or what a check job found");
            }
        });
        return command;
    }
}
