using OssTransfer.LoopbackS3;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>A server that lists in an order of its own.</summary>
internal sealed class OrderFixture(LoopbackServer server) : IAsyncDisposable
{
    private const int PageSize = 7;

    public LoopbackServer Server => server;

    /// <summary>What is listed, as it comes.</summary>
    public async Task<List<string>> KeysAsync(bool inAnyOrder)
    {
        await using var store = S3Stores.Open(new()
        {
            Endpoint = server.Url.GetLeftPart(UriPartial.Authority),
            Bucket = "bucket",
            AccessKey = server.AccessKey,
            SecretKey = new Secret(server.SecretKey),
            KeyOrder = inAnyOrder ? KeyOrder.Unordered : null,
        });
        return await store.Reader.ListAsync(new ListRequest(default) { PageSize = PageSize }, TestContext.Current.CancellationToken)
            .SelectMany(page => page.Entries)
            .Select(entry => entry.Key.ToString())
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Whether it passes where nothing was said of its order.</summary>
    public async Task<bool> IsListedInByteOrderAsync()
    {
        try
        {
            await KeysAsync(inAnyOrder: false);
            return true;
        }
        catch (StorageException exception) when (exception.Kind == StorageErrorKind.ListingBroken)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
