using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>Listings in an order of the store's own: whole where that was said before, refused where it wasn't.</summary>
public sealed class S3ListingOrderTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 40).SelectMany(i => (string[])[$"d{i}/x", $"d{i}-x", $"Ａ{i}", $"😀{i}"])];

    public static TheoryData<ListingOrder, int> Orders =>
        new(from order in Enum.GetValues<ListingOrder>() from version in (int[])[1, 2] select (order, version));

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Every_key_is_listed_once_in_any_order(ListingOrder order, int version)
    {
        await using var fixture = await StartAsync(order, version);

        Assert.Equal(Keys.Order(StringComparer.Ordinal), (await fixture.KeysAsync(inAnyOrder: true)).Order(StringComparer.Ordinal));
        Assert.Equal(order == ListingOrder.Bytes, await fixture.IsListedInByteOrderAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_listing_that_comes_back_to_where_it_was_is_broken(int version)
    {
        await using var fixture = await StartAsync(ListingOrder.Hashed, version);
        fixture.Server.Faults.Add(new Fault { Kind = FaultKind.StuckMarker, Times = null });

        var failure = await Assert.ThrowsAsync<StorageException>(() => fixture.KeysAsync(inAnyOrder: true));

        Assert.Equal(StorageErrorKind.ListingBroken, failure.Kind);
    }

    [Fact]
    public async Task A_refused_listing_names_the_option()
    {
        await using var fixture = await StartAsync(ListingOrder.Directories, 2);

        var failure = await Assert.ThrowsAsync<StorageException>(() => fixture.KeysAsync(inAnyOrder: false));

        Assert.Contains("src-list-order: any", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<OrderFixture> StartAsync(ListingOrder order, int version)
    {
        var habits = new StoreHabits { ListingOrder = order, Always = version == 1 ? [FaultKind.IgnoreListType] : [] };
        var server = await LoopbackServer.StartAsync(new() { Buckets = ["bucket"], Habits = habits }, TestContext.Current.CancellationToken);
        foreach (var key in Keys)
        {
            server.Buckets["bucket"].Put(key, [1]);
        }

        return new(server);
    }
}
