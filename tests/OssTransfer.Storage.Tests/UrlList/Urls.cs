using System.Net;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Storage.Tests.UrlList;

/// <summary>Stores of URLs for tests.</summary>
internal static class Urls
{
    public static UrlStoreOptions Loopback { get; } = new() { Allow = [IPNetwork.Parse("127.0.0.0/8")] };

    public static IObjectStore Open(Func<UrlStoreOptions, UrlStoreOptions>? configure = null) => UrlStores.Open((configure ?? (options => options))(Loopback));

    public static Task<ObjectInfo?> HeadAsync(this IObjectStore store, string url) =>
        store.Reader.HeadAsync(ObjectKey.From(url), TestContext.Current.CancellationToken);

    public static Task<ObjectBody> OpenAsync(this IObjectStore store, string url, ByteRange? range = null, string? ifMatch = null) =>
        store.Reader.OpenAsync(new(ObjectKey.From(url)) { Range = range, IfMatch = ifMatch }, TestContext.Current.CancellationToken);

    public static async Task<byte[]> ReadAsync(this IObjectStore store, string url, ByteRange? range = null, string? ifMatch = null)
    {
        await using var body = await store.OpenAsync(url, range, ifMatch);
        return await Conformance.TestContent.DrainAsync(body, TestContext.Current.CancellationToken);
    }

    public static async Task<StorageException> AssertFailsAsync(StorageErrorKind kind, Func<Task> action)
    {
        var failure = await Assert.ThrowsAsync<StorageException>(action);
        Assert.True(kind == failure.Kind, $"{failure.Kind}, not {kind}: {failure.Message}");
        return failure;
    }
}
