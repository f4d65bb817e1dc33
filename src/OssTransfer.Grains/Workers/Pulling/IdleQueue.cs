using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>
/// Where a silo's workers wait when there is nothing to do: in a queue, of which only the first asks, the slower the longer nothing comes.
/// When it finds something the next one comes forward and asks at once, so that all are at work again within a moment.
/// </summary>
internal sealed class IdleQueue(ShardPuller puller, GrainsOptions options, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);
    private readonly Permits _first = new(1);
    private long _foundAt;

    /// <summary>The next shard; null: this worker isn't wanted any more.</summary>
    public async Task<PulledShard?> NextAsync(Func<bool> isWanted, CancellationToken stoppingToken)
    {
        if (await AskAsync(stoppingToken) is { } atOnce)
        {
            return atOnce;
        }

        var comesForward = !_first.TryTake();
        if (comesForward)
        {
            await _first.TakeAsync(stoppingToken);
        }

        try
        {
            return isWanted() && comesForward && await AskAsync(stoppingToken) is { } found ? found : await AskOnAsync(isWanted, stoppingToken);
        }
        finally
        {
            _first.Release();
        }
    }

    private async Task<PulledShard?> AskOnAsync(Func<bool> isWanted, CancellationToken stoppingToken)
    {
        while (isWanted())
        {
            await Task.Delay(Wait(), time, stoppingToken);
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
