using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Takes a job as far as its state allows after each change, and removes it when nothing of it is left.</summary>
internal sealed class JobSettler
{
    private readonly JobKeeper _keeper;
    private readonly JobSpecs _specs;
    private readonly JobHolds _holds;
    private readonly JobNoticeSender _notices;
    private readonly JobRegistration _registration;
    private readonly JobCompactor _compactor;
    private readonly PassTimer _passTimer;
    private readonly CleanupDeadline _cleanupDeadline;
    private readonly UploadsLeftNotice _uploadsLeft;
    private readonly JobEnvironment _environment;

    /// <summary>Settles the job of a keeper.</summary>
    public JobSettler(JobKeeper keeper, JobSpecs specs, JobHolds holds, JobEnvironment environment)
    {
        (_keeper, _specs, _holds, _environment) = (keeper, specs, holds, environment);
        _notices = new(keeper, specs, environment);
        _registration = new(keeper, specs, () => _notices.HasUnsent, environment);
        _compactor = new(keeper, environment, SettleAsync);
        _passTimer = new(keeper, specs, environment, SettleAsync);
        _cleanupDeadline = new(holds, environment);
        _uploadsLeft = new(environment, SettleAsync);
    }

    /// <summary>Whether shards of the job may be held: by whom, a new activation doesn't know.</summary>
    public bool MayBeHeld => _registration.Need is JobNeed.Run or JobNeed.Ending;

    /// <summary>Begins to forget what an earlier activation left, publishes what it did not get to, and goes on waiting for the next pass.</summary>
    public void Begin()
    {
        _registration.Resume();
        _compactor.Wake(takesAll: false);
        _passTimer.Watch();
    }

    /// <summary>A pass that is due gets ready.</summary>
    public void EndWaitIfDue() => _passTimer.EndIfDue();

    /// <summary>Goes on as far as the state allows, stores it, and publishes what registry and reminders need to know.</summary>
    public async Task SettleAsync()
    {
        if (_keeper.State is not { } before)
        {
            return;
        }

        // 1 Decide.
        var advanced = RunTransitions.Advance(_cleanupDeadline.GiveUpIfOverdue(before), _specs.Policy);
        var state = RunTransitions.EndStopIfFree(advanced, _holds.Any, _environment.Time.GetUtcNow());
        _keeper.Change(state);
        _passTimer.Watch();

        // 2 Announce it before it is stored: silos pull only what they heard of. Should the activation end before the write, the next pull shows the truth.
        if (_registration.Need != JobNeed.None)
        {
            await _registration.PublishAsync();
        }

        // 3 Store.
        await _keeper.FlushAsync();

        // 4 Notify people.
        await _uploadsLeft.NoteAsync(state);
        await _notices.SendAsync();

        // 5 Forget what is no longer needed; of a job that is removed, everything.
        var isGoing = _keeper.State is { Status: JobStatus.Removing } last && !_holds.Any && !RunTransitions.NeedsCleanup(last) && _uploadsLeft.IsRead(last);
        _compactor.Wake(isGoing);
        if (isGoing && _compactor.HasTakenAll)
        {
            await RemoveAsync();
            return;
        }

        await _registration.PublishAsync();
    }

    /// <summary>The registry hears again what the job needs.</summary>
    public Task RepeatAsync() => _registration.RepeatAsync();

    /// <summary>There is no such job: nothing wakes it again.</summary>
    public Task ForgetAsync()
    {
        // No request begins here any more: a job that is added under this name from now on belongs to another activation, which starts when this one has ended,
        // so nothing that this one reports can arrive after what that one reports.
        _environment.Deactivate();
        return _registration.ForgetAsync();
    }

    private async Task RemoveAsync()
    {
        // As in ForgetAsync, and before the first of those requests could find that there is no job.
        _environment.Deactivate();
        _keeper.Change(null);
        await _keeper.FlushAsync();
        await _registration.ForgetAsync();
        Log.Removed(_environment.Logger, _environment.JobId);
    }
}
