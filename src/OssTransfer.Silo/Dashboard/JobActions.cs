using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Silo.Dashboard;

/// <summary>The commands that a job's page offers: those that its state allows now.</summary>
public static class JobActions
{
    /// <summary>Every command, what it does, and whether something is lost by it.</summary>
    private static readonly JobAction[] All =
    [
        new(JobCommand.Pause, "Pause", "The job stops within seconds. All progress is kept, and it can be continued.", false),
        new(JobCommand.Continue, "Continue", "The job goes on where it was paused.", false),
        new(JobCommand.Sync, "Next pass now", "The next pass starts now, not when it is due.", false),
        new(JobCommand.RedoFailed, "Retry failed", "A run of only what failed starts.", false),
        new(JobCommand.RedoRepair, "Repair", "What the check found to be missing or different is moved.", false),
        new(JobCommand.Redo, "Redo", "The progress of this run is dropped and a new run starts. Objects found equal are not sent again.", true),
        new(JobCommand.RedoAll, "Send all again", "A new run starts, and every object is sent again, equal or not.", true),
        new(JobCommand.Finish, "Finish", "The job ends for good: no pass of it ever starts again. Objects stay.", true),
        new(JobCommand.Remove, "Remove", "The job is stopped and forgotten, and its own unfinished uploads are aborted. Objects stay.", true),
    ];

    /// <summary>What can be done now.</summary>
    public static IReadOnlyList<JobAction> For(JobView job, bool isCheck)
    {
        ArgumentNullException.ThrowIfNull(job);
        return [.. All.Where(action => Suits(action.Command, job, isCheck)
            && Decide(job, action)?.Answer is JobCommandAnswer.Accepted or JobCommandAnswer.Wait)];
    }

    /// <summary>Why the job's state forbids it now; null: it does not.</summary>
    public static string? Refusal(JobView job, JobAction action)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(action);
        return Decide(job, action)?.Refusal is { } refusal ? $"job {job.JobId} {Advice.About(job.JobId, refusal)}" : null;
    }

    /// <summary>The command of this name; null: no page offers it.</summary>
    public static JobAction? Find(string name) => Array.Find(All, action => action.Name == name);

    private static JobCommandDecision? Decide(JobView job, JobAction action) =>
        Enum.TryParse<JobStatus>(job.State, ignoreCase: true, out var status) && status != JobStatus.None
            ? JobCommandTable.Decide(status, action.Command, isClosed: false)
            : null;

    // Allowed by the state, but there would be nothing to do.
    private static bool Suits(JobCommand command, JobView job, bool isCheck) => command switch
    {
        JobCommand.RedoFailed => job.Flaws > 0 || job.State == "failed",
        JobCommand.RedoRepair => isCheck,
        JobCommand.RedoAll => !isCheck,
        JobCommand.Pause => job.State != "pausing",
        _ => true,
    };
}
