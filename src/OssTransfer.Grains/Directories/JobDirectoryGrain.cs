using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Directories;

/// <inheritdoc cref="IJobDirectoryGrain"/>
[KeepAlive]
internal sealed class JobDirectoryGrain(
    [PersistentState("job-directory", StateStorage.Name)] IPersistentState<DirectoryRow> row,
    GrainsOptions options) : Grain, IJobDirectoryGrain
{
    private int MaxMasters => options.MaxMasters;

    public Task NoteAsync(string jobId) => row.State.Jobs.Contains(jobId)
        ? Task.CompletedTask
        : WriteAsync(row.State with { Jobs = [.. row.State.Jobs, jobId] });

    public Task ForgetAsync(string jobId) => WriteAsync(new()
    {
        Jobs = [.. row.State.Jobs.Where(job => job != jobId)],
        Active = [.. row.State.Active.Where(job => job != jobId)],
    });

    public Task SetActiveAsync(string jobId, bool isActive) => row.State.Active.Contains(jobId) == isActive
        ? Task.CompletedTask
        : WriteAsync(row.State with { Active = isActive ? [.. row.State.Active, jobId] : [.. row.State.Active.Where(job => job != jobId)] });

    public Task<string[]> CandidatesAsync(int asked) => Task.FromResult(row.State.Active.Take(MaxMasters).ToArray());

    public Task<JobPlace[]> AllAsync(int asked) => Task.FromResult(row.State.Jobs
        .Select(job => new JobPlace(job, Math.Max(0, Array.IndexOf(row.State.Active, job) - MaxMasters + 1)))
        .ToArray());

    private async Task WriteAsync(DirectoryRow next)
    {
        row.State = next;
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
