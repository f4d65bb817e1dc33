using System.Collections.Concurrent;
using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>The move shards that this silo works on, for its transfer workers.</summary>
internal sealed class WorkingShards
{
    private readonly ConcurrentDictionary<(ulong Incarnation, ShardTicket Ticket), WorkingShard> _shards = new();

    public void Add(WorkingShard shard) => _shards[(shard.Job.Incarnation, shard.Ticket)] = shard;

    public void Remove(WorkingShard shard) => _shards.TryRemove((shard.Job.Incarnation, shard.Ticket), out _);

    /// <summary>The shard; null where this silo doesn't work on it.</summary>
    public WorkingShard? Find(ulong incarnation, ShardTicket ticket) => _shards.GetValueOrDefault((incarnation, ticket));
}
