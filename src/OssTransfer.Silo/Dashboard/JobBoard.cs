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
    private int _changes;

    /// <summary>The jobs as of a moment ago; null: they are being read for the first time, and that takes long.</summary>
    public async Task<IReadOnlyList<JobView>?> AllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task reading;
            int changes;
            lock (_lock)
            {
                if (_last is { } last && time.GetElapsedTime(last.At) < Max(Fresh, last.Took * RestPerWork))
                {
                    return last.Jobs;
                }

                (changes, reading) = (_changes, _reading ??= ReadAsync(_changes));
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
                // What was read while something changed may be as it was before.
                if (changes == _changes)
                {
                    return _last?.Jobs;
                }
            }
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

    /// <summary>A command has changed something: what was read before doesn't count, nor what is being read.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            (_last, _reading) = (null, null);
            _changes++;
        }
    }

    // Of all pages that wait for it: none of them ends it.
    private async Task ReadAsync(int changes)
    {
        await Task.Yield();
        try
        {
            var began = time.GetTimestamp();
            var read = await jobs.StatusAsync(CancellationToken.None);
            lock (_lock)
            {
                _last = changes == _changes ? (read, time.GetElapsedTime(began), time.GetTimestamp()) : _last;
            }
        }
        finally
        {
            lock (_lock)
            {
                _reading = changes == _changes ? null : _reading;
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
