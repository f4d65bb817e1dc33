using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Workers.Listings;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Storage;
using OssTransfer.Storage.Disk;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Listings;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>A job as this silo works for it: stores that are open, its limits and its lease.</summary>
internal sealed class OpenJob : IAsyncDisposable
{
    private long _bytesRead;

    public OpenJob(
        string jobId, ulong incarnation, int configVersion, JobSpec spec, TransferContext context, JobLimits limits, JobLease lease, TimeProvider time,
        ListAheadOptions ahead)
    {
        JobId = jobId;
        Incarnation = incarnation;
        ConfigVersion = configVersion;
        Spec = spec;
        Context = context;
        Limits = limits;
        Lease = lease;
        Mapping = KeyMapping.For(spec);
        Listings = new(time, ahead);
    }

    public string JobId { get; }

    public ulong Incarnation { get; }

    public int ConfigVersion { get; }

    public JobSpec Spec { get; }

    public KeyMapping Mapping { get; }

    /// <summary>Both stores, guarded.</summary>
    public TransferContext Context { get; }

    /// <summary>What both stores obey.</summary>
    public JobLimits Limits { get; }

    public JobLease Lease { get; }

    public FailureStreak Failures { get; } = new();

    public JobCounters Counters { get; } = new();

    /// <summary>Held while shards of the job are worked on.</summary>
    public HeldShards Held { get; } = new();

    /// <summary>The listings of both stores, in byte order.</summary>
    public JobListings Listings { get; }

    /// <summary>Bytes of bodies that were read of both stores since it was last asked.</summary>
    public long TakeBytesRead()
    {
        var read = ReadOf(Source) + ReadOf(Destination);
        return read - Interlocked.Exchange(ref _bytesRead, read);
    }

    public IObjectStore Source => Context.Source;

    public IObjectStore Destination => Context.Destination;

    /// <summary>Which directory the source is at present; null where it is none, or the system doesn't say.</summary>
    public string? SourceMark => Spec.Source.Disk is { } disk ? SourceMarks.Of(FileIdentity.Of(disk.Path)) : null;

    /// <summary>Now, UTC ticks by the destination's clock; null where it reported none.</summary>
    public long? DestinationTicks(TimeProvider time) => (time.GetUtcNow() + Destination.ClockOffset)?.UtcTicks;

    /// <summary>What its requests wait for longest; null: nothing worth showing.</summary>
    public RequestWait? LongestWait =>
        new[] { WaitAt(TransferSide.Source, Source), WaitAt(TransferSide.Destination, Destination) }.MaxBy(wait => wait?.Left);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Destination.DisposeAsync();
        Listings.Dispose();
        Lease.Dispose();
    }

    private static long ReadOf(IObjectStore store) => (store as GuardedStore)?.Totals.BytesRead ?? 0;

    private static RequestWait? WaitAt(TransferSide side, IObjectStore store) => RequestWait.Of(side, (store as GuardedStore)?.LongestWait);
}
