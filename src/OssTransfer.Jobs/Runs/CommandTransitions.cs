using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Jobs.Runs;

/// <summary>What an allowed command does to a job. Whether it is allowed is <see cref="JobCommandTable"/>'s to say.</summary>
public static class CommandTransitions
{
    /// <summary>The state after an accepted command.</summary>
    /// <param name="state">The job.</param>
    /// <param name="command">Accepted by the table in this state.</param>
    /// <param name="next">The state that the table names.</param>
    /// <param name="now">The time of the command.</param>
    public static JobState Accept(JobState state, JobCommand command, JobStatus next, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        state = state with { UploadsLeft = null };
        return command switch
        {
            // A job that the system is pausing keeps its reason; one that would go on by itself is paused by the user from now on.
            JobCommand.Pause when state.Status == JobStatus.Pausing && !RunTransitions.WaitsInRun(state) => state,
            JobCommand.Pause =>
                RunTransitions.EndStopIfFree(
                    RunTransitions.StopFor(WithoutNextPass(state), AfterStop.Pause, "paused by the user", null), next == JobStatus.Pausing, now),
            JobCommand.Continue => state with { Status = Resumed(state), Reason = null, PauseCode = null },
            JobCommand.Redo => Redo(state, RunMode.Changes, next, now),
            JobCommand.RedoAll => Redo(state, RunMode.All, next, now),
            JobCommand.RedoFailed => Redo(state, RunMode.Failed, next, now),
            JobCommand.RedoRepair => Redo(state, RunMode.Repair, next, now),
            JobCommand.Sync => state with { Status = next, NextPassAt = now },
            JobCommand.Remove => RunTransitions.StopFor(state, AfterStop.Remove, "being removed", null),
            JobCommand.Finish => RunTransitions.StopFor(state, AfterStop.Finish, "being finished", null),
            _ => state,
        };
    }

    /// <summary>
    /// The job with a new configuration. Where what is recorded belongs to other objects, nothing of it counts any more,
    /// and the job stays as it is until a redo starts from nothing, which first cleans up where the dropped work was done.
    /// </summary>
    public static JobState Edit(JobState state, string config, byte[] sealedSecrets, bool startsOver)
    {
        ArgumentNullException.ThrowIfNull(state);
        var edited = state with
        {
            Config = config,
            SealedSecrets = sealedSecrets,
            ConfigVersion = state.ConfigVersion + 1,
            HasChangedPlaces = state.HasChangedPlaces || startsOver || !HasSamePlaces(state.Config, config),

            // What was going to be deleted was decided by the configuration of before: the next pass decides again.
            Run = state.Run is { Phase: RunPhase.Delete } deleting ? deleting with { Phase = RunPhase.Report } : state.Run,
        };
        if (!startsOver)
        {
            return edited;
        }

        var leavesWork = state.Run is { Open.IsEmpty: false, IsCleanedUp: false };
        return edited with
        {
            // Another directory has other marks.
            SourceMarks = state.SourceMarks.Clear(),
            ApprovedDeletes = null,
            NeedsRedo = true,
            CleansUpWith = leavesWork ? state.CleansUpWith ?? WorkConfig.Of(state) : null,
        };
    }

    /// <summary>
    /// The same secrets under another seal, wherever they still have the one that was replaced: those of the job, and those that dropped work is cleaned
    /// up with.
    /// </summary>
    public static JobState Reseal(JobState state, byte[] replaced, byte[] seal)
    {
        ArgumentNullException.ThrowIfNull(state);
        var resealed = HasSeal(state.SealedSecrets) ? state with { SealedSecrets = seal } : state;
        return state.CleansUpWith is { } former && HasSeal(former.SealedSecrets)
            ? resealed with { CleansUpWith = former with { SealedSecrets = seal } }
            : resealed;

        bool HasSeal(byte[] sealedSecrets) => sealedSecrets.AsSpan().SequenceEqual(replaced);
    }

    /// <summary>
    /// Source and destination are reached the same way. Only the account may be another: what else is changed may show other objects than before.
    /// </summary>
    private static bool HasSamePlaces(string before, string after) =>
        before == after || (JobConfigText.RestoreMasked(before) is { } old && JobConfigText.RestoreMasked(after) is { } edited
            && WithoutAccount(old.Source) == WithoutAccount(edited.Source)
            && WithoutAccount(old.Destination) == WithoutAccount(edited.Destination));

    private static SourceSpec WithoutAccount(SourceSpec source) => source with { Cloud = WithoutAccount(source.Cloud) };

    private static DestinationSpec WithoutAccount(DestinationSpec destination) => destination with { Cloud = WithoutAccount(destination.Cloud) };

    private static CloudSpec? WithoutAccount(CloudSpec? cloud) => cloud is null ? null : cloud with { AccessKey = "", CaFile = null, Proxy = null };

    /// <summary>A run that the user pauses goes on only on demand.</summary>
    private static JobState WithoutNextPass(JobState state) => RunTransitions.WaitsInRun(state) ? state with { NextPassAt = null } : state;

    /// <summary>A run that was paused goes on by itself when its turn comes; a pause between two passes goes on waiting.</summary>
    private static JobStatus Resumed(JobState state) =>
        state is { Run.ExitCode: not null, NextPassAt: not null } ? JobStatus.Waiting : JobStatus.Ready;

    private static JobState Redo(JobState state, RunMode mode, JobStatus next, DateTimeOffset now)
    {
        var asked = state with { NextMode = state.NeedsRedo ? RunMode.Changes : mode };
        return next == JobStatus.Stopping || state.Run is { Open.IsEmpty: false, IsCleanedUp: false }
            ? RunTransitions.StopFor(asked, AfterStop.Redo, null, null)
            : RunTransitions.Redo(asked, now);
    }
}
