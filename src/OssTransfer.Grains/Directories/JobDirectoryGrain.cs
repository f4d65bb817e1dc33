using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Masters;

namespace OssTransfer.Grains.Directories;

/// <inheritdoc cref="IJobDirectoryGrain"/>
[KeepAlive]
internal sealed class JobDirectoryGrain(
    [PersistentState("job-directory", StateStorage.Name)] IPersistentState<DirectoryRow> row,
    GrainsOptions options) : Grain, IJobDirectoryGrain
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

    public Task ForgetAsync(string jobId) =>
        WriteAsync(row.State with { Jobs = [.. row.State.Jobs.Where(job => job != jobId)] }, _queue.Notify(jobId, MasterNeed.None));

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

    public Task<JobPlace[]> AllAsync(CancellationToken cancellationToken) =>
        Task.FromResult(row.State.Jobs.Select(job => new JobPlace(job, _queue.PlaceOf(job, MaxMasters))).ToArray());

    private Task WriteAsync(MasterQueue next) => ReferenceEquals(next, _queue) ? Task.CompletedTask : WriteAsync(row.State, next);

    private async Task WriteAsync(DirectoryRow next, MasterQueue queue)
    {
        _queue = queue;
        row.State = next with
        {
            Active = [.. queue.Seats.Select(seat => seat.JobId)],
            Needs = [.. queue.Seats.Select(seat => (int)seat.Need)],
        };
        try
        {
            await row.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
