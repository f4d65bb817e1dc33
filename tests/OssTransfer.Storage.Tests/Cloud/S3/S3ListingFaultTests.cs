using OssTransfer.LoopbackS3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>Listings that stores get wrong: noticed, or made right, never short.</summary>
public sealed class S3ListingFaultTests : S3LoopbackTest
{
    private static readonly string[] Ten = [.. Enumerable.Range(0, 10).Select(n => $"k{n}")];

    [Fact]
    public async Task A_store_that_ignores_version_2_is_listed_whole_by_version_1()
    {
        var store = await FilledAsync(Ten);
        Server.Faults.Add(new Fault { Kind = FaultKind.IgnoreListType, Times = null });

        Assert.Equal(Ten, await KeysAsync(store, pageSize: 3));
        Server.Requests.Clear();
        Assert.Equal(Ten, await KeysAsync(store, pageSize: 3));
        Assert.Equal(4, Server.Requests.Total);
    }

    [Theory]
    [InlineData(FaultKind.NoMarker)]
    [InlineData(FaultKind.StuckMarker)]
    public async Task A_listing_goes_on_after_its_last_key_whatever_marker_the_store_gives(FaultKind kind)
    {
        var store = await FilledAsync(Ten);
        Server.Faults.Add(new Fault { Kind = kind, Times = 1 });

        Assert.Equal(Ten, await KeysAsync(store, pageSize: 4));
        Assert.NotEqual(0, Server.Faults.Hits);
    }

    [Fact]
    public async Task A_listing_without_an_end_is_broken()
    {
        var store = await FilledAsync(Ten);
        Server.Faults.Add(new Fault { Kind = FaultKind.StuckMarker, Times = null });

        await AssertFailsAsync(StorageErrorKind.ListingBroken, () => KeysAsync(store, pageSize: 4));
    }

    [Fact]
    public async Task A_listing_out_of_order_is_broken()
    {
        var store = await FilledAsync(Ten);
        Server.Faults.Add(new Fault { Kind = FaultKind.OutOfOrder });

        var failure = await AssertFailsAsync(StorageErrorKind.ListingBroken, () => KeysAsync(store));

        Assert.Contains("out of order", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_page_that_goes_on_is_followed()
    {
        var store = await FilledAsync(Ten);
        Server.Faults.Add(new Fault { Kind = FaultKind.EmptyPage });

        Assert.Equal(Ten, await KeysAsync(store, pageSize: 4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_with_control_characters_survive_a_store_without_encoding_type(bool literally)
    {
        string[] keys = ["a\u0001b", "a\nb", "a%2Fb", "a+b", "é<&>\"'"];
        var store = await FilledAsync(keys);
        Server.Faults.Add(new Fault { Kind = FaultKind.IgnoreEncodingType, Times = null });
        if (literally)
        {
            Server.Faults.Add(new Fault { Kind = FaultKind.RawControlCharacters, Times = null });
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), await KeysAsync(store));
    }

    [Fact]
    public async Task Thousands_of_keys_are_listed_a_thousand_a_page()
    {
        Server.Seed(Bucket, 2500, 10);
        Server.Requests.Clear();

        Assert.Equal(2500, (await KeysAsync(Open())).Distinct().Count());
        Assert.Equal(3, Server.Requests.Total);
    }

    [Fact]
    public async Task More_than_a_thousand_parts_and_uploads_are_listed_by_pages()
    {
        var store = Open();
        var key = ObjectKey.From("many");
        var upload = (await store.Multipart!.InitiateAsync(new WriteTarget(key, ObjectMetadata.None), Token)).UploadId;
        foreach (var number in Enumerable.Range(1, 1003))
        {
            await store.Multipart.UploadPartAsync(new PartRequest(key, upload, number, number - 1, new MemoryBody(new byte[1])), Token);
            await store.Multipart.InitiateAsync(new WriteTarget(ObjectKey.From($"up/{number % 500}"), ObjectMetadata.None), Token);
        }

        Assert.Equal(Enumerable.Range(1, 1003), await store.Multipart.ListPartsAsync(key, upload, Token).Select(part => part.Number).ToListAsync(Token));
        Assert.Equal(1003, await store.Multipart.ListUploadsAsync(ObjectKey.From("up/"), Token).Select(u => u.UploadId).Distinct().CountAsync(Token));
    }

    private async Task<IObjectStore> FilledAsync(IEnumerable<string> keys)
    {
        var store = Open();
        foreach (var key in keys)
        {
            await PutAsync(store, key, [1]);
        }

        return store;
    }
}
