using System.Collections.Concurrent;
using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Workers.Leases;

/// <summary>The shards of one job that this silo works on, each with what stops its work.</summary>
internal sealed class HeldShards
{
    private readonly ConcurrentDictionary<ShardId, (ShardTicket Ticket, CancellationTokenSource Stop)> _held = new();

    public bool IsEmpty => _held.IsEmpty;

    public ShardTicket[] Tickets => [.. _held.Values.Select(held => held.Ticket)];

    /// <summary>Notes a shard until the result is disposed.</summary>
    public IDisposable Hold(ShardTicket ticket, CancellationTokenSource stop)
    {
        _held[ticket.Shard] = (ticket, stop);
        return new Release(this, ticket);
    }

    /// <summary>Stops the work on a shard: somebody else has it.</summary>
    public void Stop(ShardTicket ticket)
    {
        if (_held.TryGetValue(ticket.Shard, out var held) && held.Ticket.Attempt == ticket.Attempt)
        {
            held.Stop.Cancel();
        }
    }

    /// <summary>The job stops: so does the work on all shards but the cleaning up, which is part of stopping.</summary>
    public void StopAll()
    {
        foreach (var (shard, held) in _held)
        {
            if (shard.Kind != ShardKind.Cleanup)
            {
                held.Stop.Cancel();
            }
        }
    }

    private sealed class Release(HeldShards owner, ShardTicket ticket) : IDisposable
    {
        public void Dispose()
        {
            if (owner._held.TryGetValue(ticket.Shard, out var held) && held.Ticket == ticket)
            {
                owner._held.TryRemove(new(ticket.Shard, held));
            }
        }
    }
}
