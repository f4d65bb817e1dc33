using OssTransfer.Contracts;
using static OssTransfer.Jobs.Lifecycle.JobStatus;

namespace OssTransfer.Jobs.Lifecycle;

/// <summary>Which command is allowed in which state and where it leads: all of it, and nothing else decides.</summary>
public static class JobCommandTable
{
    private static readonly string Absent = $"does not exist; {Advice.Of("status")} shows all jobs";
    private static readonly string Exists = $"exists already; choose another job-ID, or change it with {Advice.Of("edit", "JOB")}";
    private const string Leaving = "is being removed";
    private const string Stops = "is about to stop; wait until it has";
    private static readonly string Over = $"has ended; {Advice.Of("redo", "JOB")} starts it again";
    private static readonly string Fix =
        $"has ended; {Advice.Of("redo", "JOB", "--failed")} tries again what failed, {Advice.Of("redo", "JOB")} everything";
    private const string Unpaused = "is not paused";
    private static readonly string Works = $"is running; {Advice.Of("pause", "JOB")} must come first";
    private static readonly string Unfinished =
        $"has a run that is not finished, which tries again what failed by itself; let it end, or start over with {Advice.Of("redo", "JOB")}";
    private static readonly string Flawless = $"has nothing that failed; {Advice.Of("redo", "JOB")} starts it again";
    private const string Unchecked = "has a run that is not finished; let it end: only then it is known what differs";
    private static readonly string Equal = $"found nothing that is missing or different; {Advice.Of("redo", "JOB")} compares again";
    private static readonly string Counting =
        $"has a run that is not finished; when it has ended, {Advice.Of("deletes", "JOB")} says what is to be approved";
    private static readonly string Continues = $"is paused; {Advice.Of("continue", "JOB")} goes on with it";
    private static readonly string Passless = $"has no next pass; {Advice.Of("redo", "JOB")} starts another run";

    /// <summary>Refusals that advise what starts a run.</summary>
    private static readonly string?[] AdvisesRun = [Over, Fix, Flawless, Equal, Passless];
    private static readonly string Closed = $"was finished for good; {Advice.Of("rm", "JOB")} forgets it, and then it can be added again";

    private static readonly Cell Stay = new(JobCommandAnswer.Accepted, null, null);
    private static readonly Cell Same = new(JobCommandAnswer.Already, null, null);
    private static readonly Cell Later = new(JobCommandAnswer.Wait, null, null);

    private static readonly JobStatus[] Columns = [None, Ready, Running, Pausing, Stopping, Removing, Paused, Waiting, Done, Failed];

    // A state: accepted, leads there. Stay: accepted, the state stays. Same: already so. Later: waits. A text: refused with it.
    private static readonly Dictionary<JobCommand, Cell[]> Rows = new()
    {
        //                         none    ready       running     pausing     stopping  removing  paused      waiting   done      failed
        [JobCommand.Add] =        [Ready,  Exists,     Exists,     Exists,     Exists,   Later,    Exists,     Exists,   Exists,   Exists],
        [JobCommand.Remove] =     [Absent, Removing,   Removing,   Removing,   Removing, Same,     Removing,   Removing, Removing, Removing],
        [JobCommand.Pause] =      [Absent, Paused,     Pausing,    Stay,       Stops,    Leaving,  Same,       Paused,   Over,     Fix],
        [JobCommand.Continue] =   [Absent, Unpaused,   Unpaused,   Later,      Stops,    Leaving,  Ready,      Unpaused, Over,     Fix],
        [JobCommand.Redo] =       [Absent, Ready,      Stopping,   Later,      Later,    Leaving,  Ready,      Ready,    Ready,    Ready],
        [JobCommand.RedoAll] =    [Absent, Ready,      Stopping,   Later,      Later,    Leaving,  Ready,      Ready,    Ready,    Ready],
        [JobCommand.RedoFailed] = [Absent, Unfinished, Unfinished, Unfinished, Later,    Leaving,  Unfinished, Ready,    Flawless, Ready],
        [JobCommand.RedoRepair] = [Absent, Unchecked,  Unchecked,  Unchecked,  Later,    Leaving,  Unchecked,  Ready,    Equal,    Ready],
        [JobCommand.Sync] =       [Absent, Same,       Same,       Later,      Later,    Leaving,  Continues,  Ready,    Passless, Passless],
        [JobCommand.Edit] =       [Absent, Stay,       Works,      Later,      Later,    Leaving,  Stay,       Stay,     Stay,     Stay],
        [JobCommand.Look] =       [Absent, Stay,       Stay,       Stay,       Stay,     Stay,     Stay,       Stay,     Stay,     Stay],
        [JobCommand.Status] =     [Absent, Stay,       Stay,       Stay,       Stay,     Stay,     Stay,       Stay,     Stay,     Stay],
        [JobCommand.Failures] =   [Absent, Stay,       Stay,       Stay,       Stay,     Stay,     Stay,       Stay,     Stay,     Stay],
        [JobCommand.Deletes] =    [Absent, Stay,       Stay,       Stay,       Stay,     Stay,     Stay,       Stay,     Stay,     Stay],
        [JobCommand.ApproveDeletes] =
                                  [Absent, Counting,   Counting,   Later,      Later,    Leaving,  Stay,       Stay,     Stay,     Stay],
        [JobCommand.Finish] =     [Absent, Stopping,   Stopping,   Later,      Later,    Leaving,  Stopping,   Stopping, Stay,     Stay],
        [JobCommand.Set] =        [Absent, Stay,       Stay,       Stay,       Stay,     Leaving,  Stay,       Stay,     Stay,     Stay],
    };

    /// <summary>What becomes of a command.</summary>
    /// <param name="status">The job's state; <see cref="None"/> where there is no job of that name.</param>
    /// <param name="command">What the user asks for.</param>
    /// <param name="isClosed">The job was finished for good: no run of it ever starts again.</param>
    public static JobCommandDecision Decide(JobStatus status, JobCommand command, bool isClosed)
    {
        var decision = Rows[command][Array.IndexOf(Columns, status)].At(status);
        var startsRun =
            command is JobCommand.Continue or JobCommand.Redo or JobCommand.RedoAll or JobCommand.RedoFailed or JobCommand.RedoRepair or JobCommand.Sync
                or JobCommand.ApproveDeletes;
        var wouldStart = startsRun && decision.Answer == JobCommandAnswer.Accepted;
        return isClosed && (wouldStart || AdvisesRun.Contains(decision.Refusal))
            ? new(JobCommandAnswer.Refused, status, Closed)
            : decision;
    }

    private readonly record struct Cell(JobCommandAnswer Answer, JobStatus? Next, string? Refusal)
    {
        public static implicit operator Cell(JobStatus next) => new(JobCommandAnswer.Accepted, next, null);

        public static implicit operator Cell(string refusal) => new(JobCommandAnswer.Refused, null, refusal);

        public JobCommandDecision At(JobStatus status) => new(Answer, Next ?? status, Refusal);
    }
}
