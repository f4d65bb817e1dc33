using System.Security.Cryptography;
using OssTransfer.Testing;

namespace OssTransfer.Storage.Tests.Fakes;

public sealed class FaultyStoreTests : IAsyncDisposable
{
    private static readonly ObjectKey Key = ObjectKey.From("a/b");
    private readonly MemoryStore _memory = new();
    private readonly FaultyStore _store;

    public FaultyStoreTests() => _store = new(_memory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Before_throws_once_and_stores_nothing()
    {
        _store.Before(StoreOperation.Put, StorageErrorKind.Throttled);

        var failure = await Assert.ThrowsAsync<StorageException>(() => PutAsync("x"));
        Assert.Equal(StorageErrorKind.Throttled, failure.Kind);
        Assert.Null(_memory.Find(Key));

        await PutAsync("x");
        Assert.Equal(0, _store.FaultsLeft);
    }

    [Fact]
    public async Task After_stores_and_throws()
    {
        _store.After(StoreOperation.Put);

        await Assert.ThrowsAsync<StorageException>(() => PutAsync("x"));

        Assert.Equal("x"u8.ToArray(), _memory.Find(Key)!.Content);
    }

    [Fact]
    public async Task Skip_lets_calls_pass_first()
    {
        _store.Before(StoreOperation.Put, StorageErrorKind.Transient, Key, skip: 1);

        await PutAsync("x");
        await Assert.ThrowsAsync<StorageException>(() => PutAsync("y"));
    }

    [Fact]
    public async Task Cut_put_stores_nothing()
    {
        _store.CutBody(StoreOperation.Put, 2);

        await Assert.ThrowsAsync<StorageException>(() => PutAsync("hello"));

        Assert.Null(_memory.Find(Key));
    }

    [Fact]
    public async Task Cut_open_throws_after_the_bytes_that_came()
    {
        _memory.Seed(Key, "hello"u8);
        _store.CutBody(StoreOperation.Open, 2);
        var got = new byte[5];

        await using var body = await _store.Reader.OpenAsync(new(Key), Cancel);
        await body.Content.ReadExactlyAsync(got.AsMemory(0, 2), Cancel);
        var failure = await Assert.ThrowsAsync<StorageException>(() => body.Content.ReadExactlyAsync(got.AsMemory(2, 1), Cancel).AsTask());

        Assert.Equal("he"u8.ToArray(), got[..2]);
        Assert.Equal(StorageErrorKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task Damage_shows_in_the_ETag_and_rot_does_not()
    {
        _store.Damage(StoreOperation.Put);
        var hello = Convert.ToHexStringLower(MD5.HashData("hello"u8));

        Assert.NotEqual(hello, (await PutAsync("hello")).ETag);

        await PutAsync("hello");
        _memory.Rot(Key);
        Assert.Equal(hello, _memory.Find(Key)!.Info.ETag);
        Assert.NotEqual("hello"u8.ToArray(), _memory.Find(Key)!.Content);
    }

    [Fact]
    public async Task Hold_keeps_the_call_until_released()
    {
        var gate = _store.Hold(StoreOperation.Put);

        var put = PutAsync("x");
        await gate.Reached;
        Assert.Null(_memory.Find(Key));
        gate.Release();
        await put;

        Assert.NotNull(_memory.Find(Key));
    }

    [Fact]
    public async Task List_faults_hit_a_page()
    {
        for (var i = 0; i < 5; i++)
        {
            _memory.Seed($"k{i}", []);
        }

        _store.Before(StoreOperation.List, StorageErrorKind.Transient, skip: 1);
        var pages = _store.Reader.ListAsync(new(default) { PageSize = 2 }, Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await pages.MoveNextAsync());
        await Assert.ThrowsAsync<StorageException>(() => pages.MoveNextAsync().AsTask());
        Assert.Equal(1, _memory.Requests(StoreOperation.List));
    }

    private Task<WriteResult> PutAsync(string text) =>
        _store.Writer!.PutAsync(new(new(Key, ObjectMetadata.None), new MemoryBody(System.Text.Encoding.UTF8.GetBytes(text))), Cancel);
}
