using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// All jobs, for pages: each page that is open asks every few seconds, and what one of them got is good enough for the next. Jobs are asked only while
/// somebody looks, and no more than a tenth of the time, however many there are.
/// </summary>
internal sealed class JobBoard(IJobService jobs, TimeProvider time)
{
    /// <summary>A page doesn't wait longer for jobs that have never been asked: it says that they are being read.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(3);
    private const int RestPerWork = 9;

    private readonly Lock _lock = new();
    private (IReadOnlyList<JobView> Jobs, TimeSpan Took, long At)? _last;
    private Task? _reading;

    /// <summary>The jobs as of a moment ago; null: they are being read for the first time, and that takes long.</summary>
    public async Task<IReadOnlyList<JobView>?> AllAsync(CancellationToken cancellationToken)
    {
        Task reading;
        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < Max(Fresh, last.Took * RestPerWork))
            {
                return last.Jobs;
            }

            reading = _reading ??= ReadAsync();
        }

        // Where it takes long, what is known is shown meanwhile.
        try
        {
            await reading.WaitAsync(FirstWait, time, cancellationToken);
        }
        catch (TimeoutException) when (!reading.IsCompleted)
        {
        }

        lock (_lock)
        {
            return _last?.Jobs;
        }
    }

    /// <summary>A page of them, with those that are at work as they are now, where the others are as of some seconds ago.</summary>
    public async Task<JobList> FreshenAsync(JobList list, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) < Stale)
            {
                return list;
            }
        }

        var shown = await Task.WhenAll(
            list.Jobs.Select(async job => job is { IsActive: true, State: not "ready" } ? await jobs.StatusAsync(job.JobId, cancellationToken) ?? job : job));
        return list with { Jobs = shown };
    }

    /// <summary>A command has changed something: what was read before doesn't count.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _last = null;
        }
    }

    // Of all pages that wait for it: none of them ends it.
    private async Task ReadAsync()
    {
        await Task.Yield();
        try
        {
            var began = time.GetTimestamp();
            var read = await jobs.StatusAsync(CancellationToken.None);
            lock (_lock)
            {
                _last = (read, time.GetElapsedTime(began), time.GetTimestamp());
            }
        }
        finally
        {
            lock (_lock)
            {
                _reading = null;
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
