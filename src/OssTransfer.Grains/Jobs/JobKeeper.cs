using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Holds a job's state and stores it. Changes apply at once in memory; <see cref="FlushAsync"/> answers when they are durable.</summary>
internal sealed class JobKeeper
{
    private readonly JobEnvironment _environment;
    private readonly SharedWrite _write;
    private long? _confirmedAt;
    private JobState? _durable;

    /// <summary>Keeps the job of this environment.</summary>
    public JobKeeper(JobEnvironment environment)
    {
        _environment = environment;
        _write = new("The job", WriteAsync, environment.Deactivate);
    }

    /// <summary>
    /// How long ago the database last accepted a write of this activation, at the least: until then no other activation had written.
    /// On a clock that counts while the machine sleeps.
    /// </summary>
    public TimeSpan OwnershipAge => _confirmedAt is { } at ? _environment.BootTime.GetElapsedTime(at) : TimeSpan.MaxValue;

    /// <summary>The state with all changes; null where there is no job.</summary>
    public JobState? State { get; private set; }

    /// <summary>
    /// What may be shown: a crash undoes neither that it is paused nor that it is done; counts may be a moment ahead of the database. Null: there is no job.
    /// </summary>
    public JobState? Shown => State is null || State.Status == _durable?.Status ? State : _durable;

    /// <summary>What <see cref="State"/> says is what the database holds.</summary>
    public bool IsDurable => _write.IsDurable;

    /// <summary>Decodes what was read at activation.</summary>
    public void Load() => State = _durable = _environment.Row.State.State.Length == 0 ? null : JobStateCodec.Decode(_environment.Row.State.State);

    /// <summary>Changes the state in memory.</summary>
    public void Change(JobState? next)
    {
        _write.RefuseIfBroken();
        if (!ReferenceEquals(next, State))
        {
            State = next;
            _write.Note();
        }
    }

    /// <summary>How far a run was shown to be, which is worth keeping but not a write of its own: it is stored when something else must be.</summary>
    /// <param name="shown">What was shown; where it is not the latest state, nothing is kept of it.</param>
    /// <param name="percent">How far.</param>
    public void RememberPercent(JobState shown, double percent)
    {
        if (ReferenceEquals(shown, State) && State.Run is { ExitCode: null } run && percent > (run.PercentShown ?? 0))
        {
            State = State with { Run = run with { PercentShown = percent } };
            _write.Note();
        }
    }

    /// <summary>Answers when all changes until now are durable.</summary>
    public Task FlushAsync() => _write.FlushAsync();

    /// <summary>Writes even without a change: it fails where another activation has written since.</summary>
    public Task TouchAsync()
    {
        _write.Note();
        return FlushAsync();
    }

    private async Task WriteAsync()
    {
        var (sentAt, written) = (_environment.BootTime.GetTimestamp(), State);

        // The row of a job that was removed stays, empty: a new row would count its versions from the beginning, and a silo that was frozen would overwrite the
        // job that has the name by now with its predecessor as soon as both are at the same version.
        _environment.Row.State = new() { State = written is { } state ? JobStateCodec.Encode(state) : [] };
        await _environment.Row.WriteStateAsync();

        var before = _durable;
        (_confirmedAt, _durable) = (sentAt, written);
        Report(before, written);
    }

    /// <summary>Logs and counts what is durable now, whatever changed it.</summary>
    private void Report(JobState? before, JobState? now)
    {
        if (now?.Run is { ExitCode: { } code } run && (before?.Run?.Number != run.Number || before.Run.ExitCode is null))
        {
            Log.RunEnded(_environment.Logger, _environment.JobId, run.Number, (int)code);
            GrainsMetrics.RunEnded(code);
        }

        if (now is { Status: JobStatus.Paused, PauseCode: { } pause } && before?.Status != JobStatus.Paused)
        {
            GrainsMetrics.Paused(pause);
        }
    }
}
