using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Timing;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>
/// Where a silo's workers wait when there is nothing to do: in a queue, of which only the first polls, less often the longer nothing is found.
/// When it finds something the next one becomes first and asks at once, so that all are at work again within a moment.
/// Where no other silo has the jobs and none of them wants anything, a signal says when one does, and it asks only in case that was missed.
/// </summary>
internal sealed class IdleQueue(ShardPuller puller, Candidates candidates, Signal<IJobRegistryGrain> signal, GrainsOptions options, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);
    private readonly Permits _first = new(1);
    private long _foundAt;

    /// <summary>The next shard; null: this worker isn't wanted any more.</summary>
    public async Task<PulledShard?> NextAsync(Func<bool> isWanted, CancellationToken stoppingToken)
    {
        var signalled = signal.Next;
        if (await AskAsync(stoppingToken) is { } atOnce)
        {
            return atOnce;
        }

        var isPromoted = !_first.TryTake();
        if (isPromoted)
        {
            await _first.TakeAsync(stoppingToken);
        }

        try
        {
            signalled = isPromoted ? signal.Next : signalled;
            return isWanted() && isPromoted && await AskAsync(stoppingToken) is { } found ? found : await KeepAskingAsync(signalled, isWanted, stoppingToken);
        }
        finally
        {
            _first.Release();
        }
    }

    private async Task<PulledShard?> KeepAskingAsync(Task signalled, Func<bool> isWanted, CancellationToken stoppingToken)
    {
        while (isWanted())
        {
            if (options.IsAlone && candidates.AreNone)
            {
                await signalled.EndsWithinAsync(options.SignalWait, time, stoppingToken);
                stoppingToken.ThrowIfCancellationRequested();
            }
            else
            {
                await Task.Delay(Wait(), time, stoppingToken);
            }

            signalled = signal.Next;
            if (isWanted() && await AskAsync(stoppingToken) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A fifth of the time since something was found, so that a gap between two phases of a job is short.</summary>
    private TimeSpan Wait()
    {
        var fifth = time.GetElapsedTime(Volatile.Read(ref _foundAt)) / 5;
        return fifth > options.IdleWait ? options.IdleWait : fifth < ShortestWait ? ShortestWait : fifth;
    }

    private async Task<PulledShard?> AskAsync(CancellationToken stoppingToken)
    {
        var found = await puller.NextAsync(stoppingToken);
        if (found is not null)
        {
            Volatile.Write(ref _foundAt, time.GetTimestamp());
        }

        return found;
    }
}
