using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Timing;

namespace OssTransfer.Grains.Workers.Pulling;

/// <summary>Gives shards back to their jobs.</summary>
internal sealed class ShardReturns(IGrainFactory grains, GrainsOptions options, TimeProvider time, ILogger<ShardReturns> logger)
{
    private static readonly TimeSpan OneCall = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Task, bool> _open = new();

    /// <summary>Returns when the job's grain has heard it, or after a second: then it goes on by itself, and the worker is free.</summary>
    public async Task GiveBackAsync(string jobId, ReturnedShard returned, CancellationToken cancellationToken)
    {
        var giving = RepeatAsync(jobId, returned);
        if (!await giving.EndsWithinAsync(CallTimeout.OfWorkers, time, cancellationToken))
        {
            _open[giving] = true;
        }

        foreach (var ended in _open.Keys.Where(task => task.IsCompleted))
        {
            _open.TryRemove(ended, out _);
        }
    }

    /// <summary>Returns when nothing is under way any more.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => Task.WhenAll(_open.Keys).WaitAsync(cancellationToken);

    /// <summary>Repeats it for as long as the lease would last: after that the grain knows by itself.</summary>
    private async Task RepeatAsync(string jobId, ReturnedShard returned)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await grains.GetGrain<IJobGrain>(jobId).ReturnAsync(returned).WaitAsync(OneCall, time);
                return;
            }
            catch (Exception exception)
            {
                Log.ReturnFailed(logger, jobId, returned.Ticket.Shard.ToString(), exception.Message);
                if (time.GetElapsedTime(started) > options.Lease)
                {
                    return;
                }

                await Task.Delay(options.IdleWait, time, CancellationToken.None);
            }
        }
    }
}
