using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Grains.Workers.Runners;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Shards;

/// <summary>One move shard between two stores in memory, its guard and its worker, without a silo.</summary>
internal sealed class WalkWorld : IDisposable
{
    private static readonly ShardId Shard = ShardId.Move(1, 0);
    private readonly WorkingShards _shards = new();
    private readonly TransferEngine _engine;
    private readonly JobLease _lease;
    private readonly ShardGrain _grain;
    private byte[] _manifest = [];

    public WalkWorld(StoreTraits? destination = null)
    {
        (Source, Destination) = (new(Time), new(Time) { Traits = destination ?? MemoryStore.DefaultTraits });
        _engine = new(new() { MemoryBytes = 8 << 20 }, Time);
        _grain = new(Manifest, Progress);
        DestinationFaults = new(Destination);
        _lease = new(TimeSpan.FromDays(1), Time);
        _lease.Renew(Time.GetTimestamp());
    }

    /// <summary>Further lines of the job's configuration.</summary>
    public string More { get; init; } = "";

    /// <summary>Planned from all that the destination lists.</summary>
    public bool SawAll { get; init; }

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public MemoryStore Source { get; }

    public MemoryStore Destination { get; }

    public FaultyStore DestinationFaults { get; }

    public MemoryState<ManifestRow> Manifest { get; } = new();

    public MemoryState<ProgressRow> Progress { get; } = new();

    /// <summary>What is durable of the shard.</summary>
    public ShardProgress Stored => ProgressCodec.Decode(ManifestCodec.Decode(_manifest), Progress.Stored.Payload);

    /// <summary>What was planned.</summary>
    public ShardManifest Plan => ManifestCodec.Decode(_manifest);

    /// <summary>Whether the latest walk has told all that it sent.</summary>
    public bool HasRecordedSends { get; private set; }

    /// <summary>Plans the objects as both sides are now.</summary>
    public Task PlanAsync(params string[] keys)
    {
        var entries = keys.Select(key => new ManifestEntry(ObjectKey.From(key), EntryAction.Send, FactsOf(Source.Find(key)!.Info))
        {
            Destination = Destination.Find(key)?.Info is { } there ? new(there.Size, there.LastModified, there.ETag) : null,
        });
        _manifest = ManifestCodec.Encode(new([.. entries]) { SeenAt = Time.GetUtcNow(), SawAll = SawAll });
        return _grain.PutAsync(1, _manifest);
    }

    /// <summary>Gives the shard to a next attempt.</summary>
    public async Task<ShardTicket> TakeAsync()
    {
        var digest = ShardManifest.DigestOf(_manifest);
        return ShardTicket.For(Shard, (await _grain.TakeAsync(digest, "silo@1", Time.GetUtcNow().UtcTicks))!.Value, digest);
    }

    /// <summary>Works on the shard as this attempt, from what is durable.</summary>
    /// <param name="ticket">The attempt.</param>
    /// <param name="parts">What part shards of its one object have left.</param>
    public async Task<ShardEnd> WalkAsync(ShardTicket ticket, params ShardProgress[] parts)
    {
        var job = new OpenJob(
            JobWorldId, 7, 1, JobConfigs.Spec(JobWorldId, Jobs.JobWorld.NewJob(More).Config),
            new(Source, new GuardedStore(DestinationFaults, new() { Side = TransferSide.Destination, Time = Time, Lease = _lease }), new()),
            new JobLimits(new(), Time, null), _lease, Time, new());
        using var shard = new WorkingShard(
            job, ticket, _grain, await _grain.ReadAsync(true), null, new(Time), TestContext.Current.CancellationToken);
        var results = new BatchResults(NullLogger<TransferWorkerGrain>.Instance);
        _shards.Add(shard);
        var walk = new ShardWalk(
            shard,
            _grain,
            new TransferWorkerGrain(_shards, _engine, results),
            results,
            new EndedObjectLog(NullLogger<EndedObjectLog>.Instance),
            new DestinationRefresh(shard, Time),
            Jobs.JobWorld.Alone,
            Time);
        try
        {
            Assert.True(await walk.JoinAsync(parts, TestContext.Current.CancellationToken));
            return await walk.RunAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            HasRecordedSends = walk.HasRecordedSends;
        }
    }

    public void Dispose()
    {
        _lease.Dispose();
    }

    private const string JobWorldId = Jobs.JobWorld.JobId;

    private static SourceFacts FactsOf(ObjectInfo info) => new(info.Size, info.LastModified, info.ETag);
}
