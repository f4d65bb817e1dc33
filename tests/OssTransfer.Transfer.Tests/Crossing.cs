using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests;

/// <summary>Two stores in memory that fail as told, guarded, with an engine between them.</summary>
internal sealed class Crossing
{
    public Crossing(
        StoreTraits? source = null,
        StoreTraits? destination = null,
        EngineOptions? engine = null,
        ILease? lease = null,
        TimeProvider? time = null,
        RateLimits? limits = null,
        bool hasMultipart = true,
        bool isSameAccount = false,
        bool hidesSizes = false,
        bool readsOnlyWhole = false,
        SliceLie? lie = null)
    {
        Source = new() { Traits = source ?? MemoryStore.DefaultTraits, Account = isSameAccount ? "one" : null };
        var store = new MemoryStore { Traits = destination ?? MemoryStore.DefaultTraits, Account = isSameAccount ? "one" : null };
        Destination = hasMultipart ? store : new() { Traits = store.Traits, Multipart = null };
        SourceFaults = new(hidesSizes ? new UnsizedStore(Source) : readsOnlyWhole ? new WholeOnlyStore(Source)
            : lie is { } told ? new LyingStore(Source, told)
            : Source);
        DestinationFaults = new(Destination);
        Engine = new(engine ?? new() { MemoryBytes = 8 << 20 }, time);
        GuardedSource = new(SourceFaults, Guard(TransferSide.Source, lease, time, limits));
        GuardedDestination = new(DestinationFaults, Guard(TransferSide.Destination, lease, time, limits));
    }

    public MemoryStore Source { get; }

    public MemoryStore Destination { get; }

    public FaultyStore SourceFaults { get; }

    public FaultyStore DestinationFaults { get; }

    public GuardedStore GuardedSource { get; }

    public GuardedStore GuardedDestination { get; }

    public TransferEngine Engine { get; }

    public TransferOptions Options { get; set; } = new();

    public TransferContext Context => new(GuardedSource, GuardedDestination, Options);

    public static ObjectKey Key(string text) => ObjectKey.From(text);

    /// <summary>An item as a listing of both sides right now would make it.</summary>
    public TransferItem Item(string key, bool isOurs = false, int index = 0)
    {
        var source = Source.Find(key)!.Info;
        var there = Destination.Find(key)?.Info;
        return new(index, Key(key), Key(key), source.Size, source.LastModified, source.ETag, "ticket")
        {
            Destination = there is null ? null : new(there.Size, there.LastModified, there.ETag),
            IsOurs = isOurs,
        };
    }

    public async Task<TransferOutcome> MoveAsync(TransferItem item) =>
        Assert.Single(await Engine.MoveAsync(Context, [item], null, TestContext.Current.CancellationToken));

    public Task<TransferOutcome> MoveAsync(string key, bool isOurs = false) => MoveAsync(Item(key, isOurs));

    public byte[]? Arrived(string key) => Destination.Find(key)?.Content.ToArray();

    private static GuardOptions Guard(TransferSide side, ILease? lease, TimeProvider? time, RateLimits? limits) => new()
    {
        Side = side,
        NextDouble = () => time is null ? 0 : 0.5,
        Lease = lease ?? PermanentLease.Instance,
        Limits = limits,
        Time = time ?? TimeProvider.System,
        AnswerTimeout = time is null ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1),
    };
}
