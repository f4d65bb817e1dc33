using OssTransfer.LoopbackS3;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

/// <summary>A LoopbackS3 of its own for each test, and stores on it.</summary>
public abstract class S3LoopbackTest : IAsyncLifetime
{
    protected const string Bucket = "bucket";
    private readonly List<IObjectStore> _stores = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected LoopbackServer Server { get; private set; } = null!;

    protected virtual LoopbackOptions ServerOptions { get; } = new() { Buckets = [Bucket, "other"] };

    protected S3StoreOptions Options => new()
    {
        Endpoint = Server.Url.GetLeftPart(UriPartial.Authority),
        Bucket = Bucket,
        AccessKey = Server.AccessKey,
        SecretKey = new Secret(Server.SecretKey),
        Http = new CloudHttpOptions { StallTimeout = TimeSpan.FromSeconds(20) },
    };

    public async ValueTask InitializeAsync() => Server = await LoopbackServer.StartAsync(ServerOptions, Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected IObjectStore Open(Func<S3StoreOptions, S3StoreOptions>? with = null)
    {
        var store = S3Stores.Open(with is null ? Options : with(Options));
        _stores.Add(store);
        return store;
    }

    protected static Task<WriteResult> PutAsync(IObjectStore store, string key, byte[] content, ObjectMetadata? metadata = null) =>
        store.Writer!.PutAsync(new PutRequest(new WriteTarget(ObjectKey.From(key), metadata ?? ObjectMetadata.None), new MemoryBody(content)), Token);

    protected static async Task<byte[]> GetAsync(IObjectStore store, string key)
    {
        await using var body = await store.Reader.OpenAsync(new ReadRequest(ObjectKey.From(key)), Token);
        return await Conformance.TestContent.DrainAsync(body, Token);
    }

    protected static async Task<List<string>> KeysAsync(IObjectStore store, int pageSize = 1000)
    {
        var keys = new List<string>();
        await foreach (var page in store.Reader.ListAsync(new ListRequest(default) { PageSize = pageSize }, Token))
        {
            keys.AddRange(page.Entries.Select(entry => entry.Key.ToString()));
        }

        return keys;
    }

    protected static async Task<StorageException> AssertFailsAsync(StorageErrorKind kind, Func<Task> action)
    {
        var failure = await Assert.ThrowsAsync<StorageException>(action);
        Assert.True(kind == failure.Kind, $"{kind} expected: {failure}");
        return failure;
    }
}
