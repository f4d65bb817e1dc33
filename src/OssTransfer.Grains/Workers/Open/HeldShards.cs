using System.Collections.Concurrent;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>The shards of one job that this silo works on, each with what stops its work.</summary>
internal sealed class HeldShards
{
    private readonly ConcurrentDictionary<ShardId, (ShardTicket Ticket, FlightBoard Board, CancellationTokenSource Stop)> _held = new();

    public bool IsEmpty => _held.IsEmpty;

    /// <summary>Each with how far the work on it is.</summary>
    public IReadOnlyList<(ShardTicket Ticket, FlightBoard Board)> All => [.. _held.Values.Select(held => (held.Ticket, held.Board))];

    /// <summary>Notes a shard until the result is disposed.</summary>
    public IDisposable Hold(ShardTicket ticket, FlightBoard board, CancellationTokenSource stop)
    {
        _held[ticket.Shard] = (ticket, board, stop);
        return new Release(this, ticket);
    }

    /// <summary>Stops the work on a shard: another silo has it.</summary>
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
