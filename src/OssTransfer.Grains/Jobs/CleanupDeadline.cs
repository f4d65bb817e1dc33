using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>How long dropped work waits for a machine that can clean it up: a machine that is gone must not keep a job from ending.</summary>
internal sealed class CleanupDeadline(JobHolds holds, JobEnvironment environment)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private TimeSpan? _since;

    /// <summary>The state as it is, or without the cleanup that no machine came for: what uploads are left is noted.</summary>
    public JobState GiveUpIfOverdue(JobState state)
    {
        // Where every machine can do it, one will when it is free.
        if (!RunTransitions.NeedsCleanup(state) || holds.Any || environment.Options.IsAlone
            || JobMachines.Of(JobConfigs.OfCleanup(state), state.AddedOn).Destination.IsAny)
        {
            _since = null;
            return state;
        }

        _since ??= holds.Now;
        if (holds.Now - _since < Longest)
        {
            return state;
        }

        _since = null;
        var left = UploadsLeft.Name(environment, state, "no machine that sees it came to clean up");
        return RunTransitions.FinishCleanup(state, ShardId.Only(state.Run!.Number, ShardKind.Cleanup), left);
    }
}
