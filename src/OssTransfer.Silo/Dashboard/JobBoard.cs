using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// Lists of jobs for pages. Which jobs there are and how each stands the registry knows; only those of the page that somebody looks at are asked for more.
/// Each page that is open asks every few seconds, and what one of them got is good enough for the next.
/// </summary>
internal sealed class JobBoard(IJobService jobs, TimeProvider time)
{
    /// <summary>A page doesn't wait longer for jobs whose machine hangs: of those it shows what is known.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string?, string?, int), (Task<JobList> List, long At)> _lists = [];

    /// <summary>A page of the jobs, as of a moment ago.</summary>
    /// <param name="state">Only those in this state; null: all.</param>
    /// <param name="search">Only those with this in their name; null: all.</param>
    /// <param name="number">Which page, from 1; behind the last one it is the last one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<JobList> ListAsync(string? state, string? search, int number, CancellationToken cancellationToken)
    {
        var page = (string.IsNullOrEmpty(state) ? null : state, string.IsNullOrWhiteSpace(search) ? null : search.Trim(), Math.Max(1, number));
        lock (_lock)
        {
            foreach (var (old, _) in _lists.Where(list => list.Value.List.IsFaulted || time.GetElapsedTime(list.Value.At) >= Fresh).ToList())
            {
                _lists.Remove(old);
            }

            if (!_lists.TryGetValue(page, out var last))
            {
                // Shared by all pages that wait for it: none of them may cancel it.
                _lists[page] = last = (ReadAsync(page.Item1, page.Item2, page.Item3), time.GetTimestamp());
            }

            return last.List.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A command has changed a job: what was read before doesn't count, nor what is being read.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _lists.Clear();
        }
    }

    private async Task<JobList> ReadAsync(string? state, string? search, int number)
    {
        // Under way before anything of it is done: the caller holds the lock.
        await Task.Yield();
        var (shown, page) = (number, await PageAsync(number));
        if (page is { Jobs: [], Found: > 0 })
        {
            shown = (page.Found + JobList.PageJobs - 1) / JobList.PageJobs;
            page = await PageAsync(shown);
        }

        var answered = (await jobs.AnsweredAsync([.. page.Jobs.Select(job => job.JobId)], Patience, CancellationToken.None)).ToDictionary(job => job.JobId);
        return new()
        {
            Jobs = [.. page.Jobs.Select(job => (job, answered.GetValueOrDefault(job.JobId)))],
            States = JobList.StatesOf(page),
            Unknown = page.Counts[(int)JobStatus.None],
            All = page.All,
            Found = page.Found,
            Number = shown,
            State = state,
            Search = search,
        };

        Task<JobPage> PageAsync(int at) => jobs.PageAsync(
            new(JobList.PageJobs) { Skip = (int)Math.Min((at - 1L) * JobList.PageJobs, int.MaxValue), State = state, Search = search }, CancellationToken.None);
    }
}
