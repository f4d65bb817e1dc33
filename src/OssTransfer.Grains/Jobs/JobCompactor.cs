using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Takes the steps of <see cref="Compaction"/>, one in a turn of a timer, so that no call waits for it and no pass is kept back.
/// What goes wrong is left for a minute and begun again; nothing is remembered but the state itself.
/// </summary>
internal sealed class JobCompactor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private readonly JobKeeper _keeper;
    private readonly JobEnvironment _environment;
    private readonly Func<Task> _settle;
    private IDisposable? _timer;
    private IAsyncEnumerator<int>? _steps;
    private Compaction? _compaction;
    private long? _troubleAt;
    private bool _takesAll;
    private bool _isStepping;

    /// <summary>Works for a job, which is settled after the last step.</summary>
    public JobCompactor(JobKeeper keeper, JobEnvironment environment, Func<Task> settle) =>
        (_keeper, _environment, _settle) = (keeper, environment, settle);

    /// <summary>Everything besides the row of a job that is being removed is gone.</summary>
    public bool HasTakenAll { get; private set; }

    /// <summary>Begins where the durable state leaves something to forget and nothing is under way.</summary>
    /// <param name="takesAll">The job is removed, and nothing of it is needed any more.</param>
    public void Wake(bool takesAll)
    {
        // Another job of the same name begins from nothing.
        HasTakenAll &= takesAll;

        // A step that is under way checks at its end whether everything is to be removed.
        if (!_keeper.IsDurable || _keeper.State is not { } state || _isStepping || HasTakenAll || (_timer is not null && (_takesAll || !takesAll))
            || (_troubleAt is { } trouble && _environment.Time.GetElapsedTime(trouble) < AfterTrouble))
        {
            return;
        }

        Stop();
        _compaction = takesAll ? Compaction.OfAll(state) : Compaction.Of(state);
        if (_compaction is null)
        {
            HasTakenAll = takesAll;
            return;
        }

        _takesAll = takesAll;
        _steps = _compaction.StepsAsync(_environment.Shards(state.Incarnation), CancellationToken.None).GetAsyncEnumerator();
        _timer = _environment.StartTimer(StepAsync, Pause);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            _isStepping = true;
            var goesOn = _steps is not { } steps || await steps.MoveNextAsync();
            _isStepping = false;
            if (!goesOn)
            {
                await FinishAsync();
            }
            else if (!_takesAll && _keeper.State is { Status: JobStatus.Removing })
            {
                // The job is being removed by now: what was begun doesn't remove enough.
                Stop();
                await _settle();
            }
        }
        catch (Exception exception)
        {
            // The loop's edge: what is left is found again from the state.
            Log.CompactionFailed(_environment.Logger, _environment.JobId, exception.Message);
            _troubleAt = _environment.Time.GetTimestamp();
            Stop();
        }
        finally
        {
            _isStepping = false;
        }
    }

    private async Task FinishAsync()
    {
        var (compaction, takesAll) = (_compaction!, _takesAll);
        Stop();
        if (_keeper.State is not { } state)
        {
            return;
        }

        if (!takesAll)
        {
            _keeper.Change(compaction.Finish(state));
        }

        HasTakenAll = takesAll && state.Status == JobStatus.Removing;
        await _settle();
    }

    private void Stop()
    {
        _timer?.Dispose();
        (_timer, _steps, _compaction) = (null, null, null);
    }
}
