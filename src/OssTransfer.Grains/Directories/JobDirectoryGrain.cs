using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Masters;

namespace OssTransfer.Grains.Directories;

/// <inheritdoc cref="IJobDirectoryGrain"/>
[KeepAlive]
internal sealed class JobDirectoryGrain(
    [PersistentState("job-directory", StateStorage.Name)] IPersistentState<DirectoryRow> row,
    [PersistentState("job-destinations", StateStorage.Name)] IPersistentState<DestinationsRow> destinations,
    GrainsOptions options,
    WorkSignal signal) : Grain, IJobDirectoryGrain
{
    private MasterQueue _queue = MasterQueue.Empty;
    private uint _turn;

    private int MaxMasters => row.State.MaxMasters ?? options.MaxMasters;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _queue = MasterQueue.Of(
            row.State.Active.Select((job, i) => new MasterSeat(job, i < row.State.Needs.Length ? (MasterNeed)row.State.Needs[i] : MasterNeed.Turn)));
        return Task.CompletedTask;
    }

    public Task NoteAsync(string jobId) => row.State.Jobs.Contains(jobId)
        ? Task.CompletedTask
        : WriteAsync(row.State with { Jobs = [.. row.State.Jobs, jobId] }, _queue);

    public async Task ForgetAsync(string jobId)
    {
        await NoteDestinationAsync(jobId, null);
        await WriteAsync(row.State with { Jobs = [.. row.State.Jobs.Where(job => job != jobId)] }, _queue.Notify(jobId, MasterNeed.None));
    }

    public Task NotifyAsync(string jobId, int need)
    {
        // A job that needs something is there, whatever was forgotten while it was added again.
        var next = _queue.Notify(jobId, (MasterNeed)need);
        return need != (int)MasterNeed.None && !row.State.Jobs.Contains(jobId)
            ? WriteAsync(row.State with { Jobs = [.. row.State.Jobs, jobId] }, next)
            : WriteAsync(next);
    }

    public async Task<bool> StartAsync(string jobId)
    {
        if (_queue.Start(jobId, MaxMasters) is not { } started)
        {
            return false;
        }

        await WriteAsync(started);
        return true;
    }

    public Task LimitAsync(long settingsVersion, int? maxMasters) => settingsVersion <= row.State.SettingsVersion
        ? Task.CompletedTask
        : WriteAsync(row.State with { MaxMasters = maxMasters, SettingsVersion = settingsVersion }, _queue);

    public Task<string[]> CandidatesAsync(CancellationToken cancellationToken)
    {
        var candidates = _queue.Candidates(MaxMasters);
        var first = candidates.Count == 0 ? 0 : (int)(_turn++ % (uint)candidates.Count);
        return Task.FromResult<string[]>([.. candidates.Skip(first), .. candidates.Take(first)]);
    }

    public Task<JobPlace[]> AllAsync(CancellationToken cancellationToken)
    {
        var (places, working) = (_queue.Places(MaxMasters), _queue.Seats.Select(seat => seat.JobId).ToHashSet());
        return Task.FromResult(row.State.Jobs.Select(job => new JobPlace(job, places.GetValueOrDefault(job)) { HasWork = working.Contains(job) }).ToArray());
    }

    public async Task NoteDestinationAsync(string jobId, string? destination)
    {
        var known = Array.IndexOf(destinations.State.Jobs, jobId) is var index and >= 0 ? destinations.State.Places[index] : null;
        if (known == destination)
        {
            return;
        }

        var others = destinations.State.Jobs.Zip(destinations.State.Places).Where(pair => pair.First != jobId);
        (string Job, string Place)[] next = [.. others, .. destination is null ? [] : new[] { (jobId, destination) }];
        destinations.State = new() { Jobs = [.. next.Select(pair => pair.Job)], Places = [.. next.Select(pair => pair.Place)] };
        await StoreAsync(destinations);
    }

    public Task<DestinationOverlap> OverlapAsync(string jobId, string destination, CancellationToken cancellationToken)
    {
        // What is noted of a job after it was forgotten says nothing.
        var others = row.State.Jobs.Where(job => job != jobId).ToHashSet();
        var known = destinations.State.Jobs.Zip(destinations.State.Places).Where(pair => others.Contains(pair.First));
        return Task.FromResult(new DestinationOverlap(
            known.Where(pair => PlaceOverlap.Between(pair.Second, destination)).Select(pair => pair.First).FirstOrDefault(),
            [.. others.Except(destinations.State.Jobs)]));
    }

    private Task WriteAsync(MasterQueue next) => ReferenceEquals(next, _queue) ? Task.CompletedTask : WriteAsync(row.State, next);

    private async Task WriteAsync(DirectoryRow next, MasterQueue queue)
    {
        _queue = queue;
        row.State = next with
        {
            Active = [.. queue.Seats.Select(seat => seat.JobId)],
            Needs = [.. queue.Seats.Select(seat => (int)seat.Need)],
        };
        await StoreAsync(row);
        if (queue.Candidates(MaxMasters).Count > 0)
        {
            signal.Raise();
        }
    }

    private async Task StoreAsync<T>(IPersistentState<T> state)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
