using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Pauses the job when a shard fails again and again, or at once for a reason that all shards share. Where that may pass by itself, a job with passes waits
/// only until the next is due: the unfinished pass then goes on from its position, so that nothing is judged by half a listing.
/// </summary>
internal sealed class ShardProblems(JobKeeper keeper, JobSpecs specs, JobEnvironment environment)
{
    private const int MaxProblems = 5;

    // A silo that is ill asks again at once, and would use up all tries before another is given the shard.
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(1);
    private readonly Dictionary<ShardId, (int Count, TimeSpan At)> _problems = [];

    /// <summary>Work begins, or goes on after a pause: what went wrong before is no reason to pause again.</summary>
    public void Forget() => _problems.Clear();

    /// <summary>Something went wrong in a shard a moment ago: it is not given to anyone yet.</summary>
    public bool IsBackedOff(ShardId shard, TimeSpan now) => _problems.TryGetValue(shard, out var problem) && now - problem.At < BackOff;

    /// <summary>Counts what went wrong in a shard that came back.</summary>
    public void Count(ReturnedShard returned, TimeSpan now)
    {
        var shard = returned.Ticket.Shard;
        if (returned.IsFinished)
        {
            _problems.Remove(shard);
        }

        if (returned.Pause is { } pause)
        {
            PauseFor(pause);
        }
        else if (returned.Problem is { } problem)
        {
            var count = _problems.GetValueOrDefault(shard).Count + 1;
            _problems[shard] = (count, now);
            Log.ShardProblem(environment.Logger, environment.JobId, shard.ToString(), problem);
            if (count >= MaxProblems)
            {
                _problems.Remove(shard);
                GiveUpOn(shard, problem);
            }
        }
    }

    /// <summary>What a shard needs is lost.</summary>
    public void PauseForLost(string reason) => PauseFor(new(reason, ExitCode.Incomplete));

    private void GiveUpOn(ShardId shard, string problem)
    {
        if (shard.Kind == ShardKind.Cleanup)
        {
            // Removing must end even where the credentials no longer allow to abort uploads.
            keeper.Change(RunTransitions.FinishCleanup(keeper.State!, shard, UploadsLeft.Name(environment, keeper.State!, problem)));
        }
        else
        {
            PauseFor(new($"{problem}; tried {MaxProblems} times", ExitCode.Incomplete));
        }
    }

    private void PauseFor(Pause pause)
    {
        if (keeper.State is { Status: JobStatus.Running } state)
        {
            // No silo takes commands for the job of a 'run': that command itself says how to go on.
            var next = pause.MayPass && !state.OnePass && specs.Policy.Interval is { } interval
                ? environment.Time.GetUtcNow() + interval
                : (DateTimeOffset?)null;
            var advice = state.OnePass
                ? ""
                : next is not null
                ? "; the pass goes on from here when the next one is due"
                : $"; fix it, then {Advice.Of("edit", environment.JobId)} if the configuration must change, and {Advice.Of("continue", environment.JobId)}";
            keeper.Change(RunTransitions.StopFor(state, AfterStop.Pause, Advice.About(environment.JobId, pause.Reason).TrimEnd('.') + advice, pause.Code) with
            {
                NextPassAt = next,
            });
            Log.Paused(environment.Logger, environment.JobId, pause.Reason);
        }
    }
}
