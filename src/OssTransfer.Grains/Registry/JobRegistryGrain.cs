using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Registry;

/// <inheritdoc cref="IJobRegistryGrain"/>
[KeepAlive]
[GrainType("jobdirectory")] // As silos of every version call it.
internal sealed class JobRegistryGrain(
    [PersistentState("job-directory", StateStorage.Name)] IPersistentState<RegistryRow> row,
    [PersistentState("job-destinations", StateStorage.Name)] IPersistentState<DestinationsRow> destinations,
    GrainsOptions options,
    Signal<IJobRegistryGrain> signal) : Grain, IJobRegistryGrain
{
    private readonly Dictionary<string, int> _statuses = [];
    private RunQueue _queue = RunQueue.Empty;
    private IReadOnlyList<ListedJob>? _listed;
    private uint _turn;

    private int MaxMasters => row.State.MaxMasters ?? options.MaxMasters;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _queue = RunQueue.Of(
            row.State.Active.Select((job, i) => new QueuedJob(job, i < row.State.Needs.Length ? (JobNeed)row.State.Needs[i] : JobNeed.Turn)));
        foreach (var (i, job) in row.State.Jobs.Index())
        {
            _statuses[job] = row.State.Statuses.Length == row.State.Jobs.Length ? row.State.Statuses[i] : (int)JobStatus.None;
        }

        return Task.CompletedTask;
    }

    public Task NoteAsync(string jobId) => _statuses.TryAdd(jobId, (int)JobStatus.None)
        ? WriteAsync(row.State with { Jobs = [.. row.State.Jobs, jobId] }, _queue)
        : Task.CompletedTask;

    public async Task ForgetAsync(string jobId)
    {
        await NoteDestinationAsync(jobId, null);
        _statuses.Remove(jobId);
        await WriteAsync(row.State with { Jobs = [.. row.State.Jobs.Where(job => job != jobId)] }, _queue.Notify(jobId, JobNeed.None));
    }

    public Task NotifyAsync(string jobId, int need, int status)
    {
        var next = _queue.Notify(jobId, (JobNeed)need);
        var isListed = _statuses.TryGetValue(jobId, out var known);
        if (!isListed && need == (int)JobNeed.None)
        {
            return WriteAsync(next, isChanged: false);
        }

        // A job that needs something exists, even if a late removal of its predecessor has deleted the entry.
        _statuses[jobId] = status;
        return isListed ? WriteAsync(next, known != status) : WriteAsync(row.State with { Jobs = [.. row.State.Jobs, jobId] }, next);
    }

    public async Task<bool> StartAsync(string jobId)
    {
        if (_queue.Start(jobId, MaxMasters) is not { } started)
        {
            return false;
        }

        // The job is about to report this state: one write stores both.
        var isNew = _statuses.TryGetValue(jobId, out var known) && known != (int)JobStatus.Running;
        if (isNew)
        {
            _statuses[jobId] = (int)JobStatus.Running;
        }

        await WriteAsync(started, isNew);
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

    public Task<JobPlace[]> AllAsync(CancellationToken cancellationToken) => FindAsync(row.State.Jobs, cancellationToken);

    public Task<JobPlace[]> FindAsync(string[] jobIds, CancellationToken cancellationToken)
    {
        var places = _queue.Places(MaxMasters);
        return Task.FromResult<JobPlace[]>(
            [.. jobIds.Where(_statuses.ContainsKey).Select(job => new JobPlace(job, places.GetValueOrDefault(job)) { Status = _statuses[job] })]);
    }

    public Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(query.Of(_listed ??= [.. row.State.Jobs.Select(job => new ListedJob(job, _statuses[job]))]));

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
        // A note that arrived after its job was forgotten doesn't count.
        var others = row.State.Jobs.Where(job => job != jobId).ToHashSet();
        var known = destinations.State.Jobs.Zip(destinations.State.Places).Where(pair => others.Contains(pair.First));
        return Task.FromResult(new DestinationOverlap(
            known.Where(pair => PlaceOverlap.Between(pair.Second, destination)).Select(pair => pair.First).FirstOrDefault(),
            [.. others.Except(destinations.State.Jobs)]));
    }

    private Task WriteAsync(RunQueue next, bool isChanged) =>
        ReferenceEquals(next, _queue) && !isChanged ? Task.CompletedTask : WriteAsync(row.State, next);

    private async Task WriteAsync(RegistryRow next, RunQueue queue)
    {
        (_queue, _listed) = (queue, null);
        row.State = next with
        {
            Statuses = [.. next.Jobs.Select(job => (byte)_statuses[job])],
            Active = [.. queue.Jobs.Select(job => job.JobId)],
            Needs = [.. queue.Jobs.Select(job => (int)job.Need)],
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
