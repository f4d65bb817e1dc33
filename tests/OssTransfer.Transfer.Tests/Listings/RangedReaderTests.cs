using OssTransfer.LoopbackS3;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Testing;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Listings;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Listings;

/// <summary>The reader as jobs use it: over the guard, over S3.</summary>
public sealed class RangedReaderTests
{
    private const int Objects = 4000;

    public static TheoryData<FaultKind> Troubles =>
        [FaultKind.Slow, FaultKind.Error, FaultKind.LostAnswer, FaultKind.LostRequest, FaultKind.EmptyPage, FaultKind.NoTruncation, FaultKind.IgnoreListType];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_bucket_is_listed_wholly_in_ranges_whatever_happens_to_single_requests(FaultKind trouble)
    {
        // Two empty pages in a row at one place, which may be hit by chance, are a listing in a circle.
        var times = trouble == FaultKind.EmptyPage ? 1 : 4;
        await using var server = await ServeAsync();
        server.Faults.Add(On(new Fault { Kind = trouble, Status = 503, Code = "SlowDown", Every = 7, Times = times, Delay = TimeSpan.FromMilliseconds(30) }));
        await using var store = Open(server);

        var keys = await KeysAsync(store);

        var all = server.Buckets["bucket"].Keys.ToHashSet();
        Assert.Equal(all.Select(ObjectKey.From).Order(), keys);
        Assert.InRange(server.Requests.All.Select(BeginOf).Count(begin => begin is not null && !all.Contains(begin)), 3, int.MaxValue);
    }

    [Theory]
    [InlineData(FaultKind.OutOfOrder)]
    [InlineData(FaultKind.NoMarker)]
    public async Task A_listing_that_contradicts_itself_fails_or_is_whole(FaultKind trouble)
    {
        await using var server = await ServeAsync();
        server.Faults.Add(On(new Fault { Kind = trouble, Skip = 12, Times = 1 }));
        await using var store = Open(server);

        var keys = new List<ObjectKey>();
        try
        {
            keys = await KeysAsync(store);
        }
        catch (StorageException exception)
        {
            Assert.Equal(StorageErrorKind.ListingBroken, exception.Kind);
            return;
        }

        Assert.Equal(server.Buckets["bucket"].Keys.Select(ObjectKey.From).Order(), keys);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 64)]
    [InlineData(100, 5)]
    [InlineData(0, 1)]
    public async Task A_limit_of_requests_limits_how_many_pages_are_asked_for_at_once(double perSecond, int pages)
    {
        await using var store = new GuardedStore(
            new MemoryStore(), new() { Side = TransferSide.Source, Limits = new(TimeProvider.System) { RequestsPerSecond = perSecond } });

        Assert.Equal(pages, store.ListingsAtOnce);
    }

    [Fact]
    public async Task A_store_that_throttles_is_asked_for_fewer_pages_at_once()
    {
        var faulty = new FaultyStore(new MemoryStore()).Before(StoreOperation.Head, StorageErrorKind.Throttled);
        await using var store = new GuardedStore(faulty, new() { Side = TransferSide.Source });

        await store.Reader.HeadAsync(ObjectKey.From("k"), TestContext.Current.CancellationToken);

        Assert.Equal(1, store.ListingsAtOnce);
    }

    private static async Task<LoopbackServer> ServeAsync()
    {
        var server = await LoopbackServer.StartAsync(new() { Buckets = ["bucket"] }, TestContext.Current.CancellationToken);
        server.Seed("bucket", Objects, 1, hasRandomNames: true);
        return server;
    }

    private static GuardedStore Open(LoopbackServer server) => new(
        S3Stores.Open(new()
        {
            Endpoint = server.Url.GetLeftPart(UriPartial.Authority),
            Bucket = "bucket",
            AccessKey = server.AccessKey,
            SecretKey = new(server.SecretKey),
        }),
        new() { Side = TransferSide.Source });

    private static Fault On(Fault fault) => fault with { Operations = [S3Operation.ListObjects, S3Operation.ListObjectsV2] };

    private static async Task<List<ObjectKey>> KeysAsync(GuardedStore store)
    {
        var keys = new List<ObjectKey>();
        var reader = RangedReader.Of(store, new() { WorthHiding = TimeSpan.Zero }, TimeProvider.System);
        await foreach (var page in reader.ListAsync(new(default) { PageSize = 50 }, TestContext.Current.CancellationToken))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key));
        }

        return keys;
    }

    /// <summary>The key behind which a page was asked for.</summary>
    private static string? BeginOf(RequestRecord request) => request.RawTarget.Split('?', '&')
        .Where(one => one.StartsWith("start-after=", StringComparison.Ordinal) || one.StartsWith("marker=", StringComparison.Ordinal))
        .Select(one => Uri.UnescapeDataString(one[(one.IndexOf('=', StringComparison.Ordinal) + 1)..]))
        .FirstOrDefault();
}
