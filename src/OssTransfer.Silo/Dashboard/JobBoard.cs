using System.Collections.Immutable;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// All jobs, for pages: each page that is open asks every few seconds, and what one of them got is good enough for the next. Jobs are asked only while
/// somebody looks, and no more than a tenth of the time, however many there are: those that have something to do each time, and of very many others, of which
/// only a command makes something else, a part of them in turn.
/// </summary>
internal sealed class JobBoard(IJobService jobs, TimeProvider time)
{
    /// <summary>A page doesn't wait longer for jobs that have never been asked: it says that they are being read.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(3);
    private const int RestPerWork = 9;
    private const int AskedAtRest = 100;

    // More at once make all else that the silo has to answer wait.
    private const int AskedAtOnce = 200;

    private readonly Lock _lock = new();
    private (IReadOnlyList<JobView> Jobs, TimeSpan Took, long At)? _last;
    private Task? _reading;
    private int _changes;
    private int _turn;
    private IReadOnlyDictionary<string, JobView> _known = ImmutableDictionary<string, JobView>.Empty;

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

    /// <summary>A command has changed a job: what was read of it before doesn't count, nor what is being read.</summary>
    public void Forget(string jobId)
    {
        lock (_lock)
        {
            (_last, _reading) = (null, null);
            _known = _known.Where(known => known.Key != jobId).ToDictionary();
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
            var (known, turn) = (_known, _turn);
            var listed = await jobs.ListAsync(CancellationToken.None);
            var asked = AskedOf(listed, known, turn);
            var isAsked = asked.ToHashSet();
            var read = new Dictionary<string, JobView>();
            foreach (var some in asked.Chunk(AskedAtOnce))
            {
                foreach (var job in await jobs.StatusAsync(some, CancellationToken.None))
                {
                    read[job.JobId] = job;
                }
            }

            // What was asked and didn't answer is there no more.
            var all = listed.Select(job => read.GetValueOrDefault(job.JobId) ?? (isAsked.Contains(job.JobId) ? null : known.GetValueOrDefault(job.JobId)))
                .OfType<JobView>().ToList();
            lock (_lock)
            {
                if (changes == _changes)
                {
                    (_last, _known, _turn) = ((all, time.GetElapsedTime(began), time.GetTimestamp()), all.ToDictionary(job => job.JobId), turn + 1);
                }
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

    /// <summary>Those that may have changed, and a part of the rest.</summary>
    private static IReadOnlyList<string> AskedOf(IReadOnlyList<ListedJob> listed, IReadOnlyDictionary<string, JobView> known, int turn)
    {
        var atRest = listed.Where(job => !job.MayWork && known.GetValueOrDefault(job.JobId) is { IsActive: false }).Select(job => job.JobId).ToList();
        var turns = Math.Max(1, (atRest.Count + AskedAtRest - 1) / AskedAtRest);
        var passed = atRest.Where((_, i) => i % turns != turn % turns).ToHashSet();
        return [.. listed.Select(job => job.JobId).Where(job => !passed.Contains(job))];
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
