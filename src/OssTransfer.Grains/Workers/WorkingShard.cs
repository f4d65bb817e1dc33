using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers;

/// <summary>A move shard that this silo works on: what its manifest says, ready for the engine, and how far it is.</summary>
internal sealed class WorkingShard
{
    private readonly Lock _gate = new();
    private ShardProgress _progress;

    public WorkingShard(OpenJob job, ShardTicket ticket, ShardManifest manifest, ShardProgress progress, CancellationToken stopping)
    {
        Stopping = stopping;
        Job = job;
        Ticket = ticket;
        Manifest = manifest;
        _progress = progress;
        Items = [.. manifest.Entries.Select((entry, index) => entry.Action == EntryAction.Send ? ItemOf(entry, index) : null)];
    }

    public OpenJob Job { get; }

    public ShardTicket Ticket { get; }

    public ShardManifest Manifest { get; }

    /// <summary>Ends the work on the shard.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>By index of the manifest's entries; null where nothing is moved.</summary>
    public TransferItem?[] Items { get; }

    /// <summary>As durable: changed only after the shard's grain has taken it.</summary>
    public ShardProgress Progress
    {
        get
        {
            lock (_gate)
            {
                return _progress;
            }
        }
    }

    /// <summary>Indexes of objects without an outcome, ascending.</summary>
    public IEnumerable<int> Pending => Enumerable.Range(0, Items.Length).Where(index => Items[index] is not null && Progress.Outcomes[index] is null);

    /// <summary>The step that a large object stands at; its intent where nothing was done.</summary>
    public LargeObjectState StepOf(int index) => Progress.Large.GetValueOrDefault(index) ?? new LargeObjectState { Index = index };

    /// <summary>What the shard's grain has taken.</summary>
    public void Apply(byte[] delta)
    {
        lock (_gate)
        {
            _progress = ProgressCodec.Apply(Manifest, _progress, delta);
        }
    }

    private TransferItem ItemOf(ManifestEntry entry, int index) => new(
        index,
        Job.Mapping.ToSource(entry.Key),
        Job.Mapping.ToDestination(entry.Key),
        entry.Source.Size,
        entry.Source.LastModified,
        entry.Source.ETag,
        $"{Job.Incarnation:x16}-{Ticket.Run}-{Ticket.List}-{Ticket.Number}-{index}")
    {
        Destination = entry.Destination,
        IsOurs = entry.IsOurs,
    };
}
