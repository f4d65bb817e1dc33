namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>
/// What every back end's conformance classes need: a clean store, a way to put objects into it and to read them back.
/// Where a store rightly differs, its subclass overrides one of the members below and says why.
/// </summary>
public abstract class StoreConformance
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A store without objects, not shared with another test. Skips (Assert.Skip) where the server it needs isn't there.</summary>
    protected abstract Task<OpenedStore> OpenAsync();

    /// <summary>Why the store can't hold this key, or null where it can. A key it can't hold must fail as InvalidKey.</summary>
    protected virtual string? CannotHold(ObjectKey key) => null;

    /// <summary>Why the store can't hold both keys at once, or null where it can.</summary>
    protected virtual string? CannotHoldTogether(ObjectKey one, ObjectKey other) => null;

    /// <summary>Whether a listing folds keys at a delimiter.</summary>
    protected virtual bool FoldsAtDelimiter => true;

    /// <summary>Puts an object into the store; read-only stores override it.</summary>
    protected virtual async Task SeedAsync(OpenedStore opened, ObjectKey key, byte[] content)
    {
        await opened.Writer.PutAsync(new PutRequest(new WriteTarget(key, ObjectMetadata.None), new MemoryBody(content)), Token);
    }

    /// <summary>The object's content; null where there is none.</summary>
    protected virtual async Task<byte[]?> ReadAsync(OpenedStore opened, ObjectKey key)
    {
        try
        {
            await using var body = await opened.Reader.OpenAsync(new ReadRequest(key), Token);
            return await TestContent.DrainAsync(body, Token);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.NotFound)
        {
            return null;
        }
    }

    protected async Task SeedAsync(OpenedStore opened, params string[] keys)
    {
        foreach (var key in keys)
        {
            await SeedAsync(opened, ObjectKey.From(key), TestContent.Of(key.Length));
        }
    }

    protected static async Task<List<ListPage>> PagesAsync(OpenedStore opened, ListRequest request)
    {
        var pages = new List<ListPage>();
        await foreach (var page in opened.Reader.ListAsync(request, Token))
        {
            pages.Add(page);
        }

        return pages;
    }

    protected static async Task<List<ObjectKey>> KeysAsync(OpenedStore opened, ListRequest request) =>
        [.. (await PagesAsync(opened, request)).SelectMany(page => page.Entries).Select(entry => entry.Key)];

    protected static Task<List<ObjectKey>> KeysAsync(OpenedStore opened, string prefix = "") =>
        KeysAsync(opened, new ListRequest(ObjectKey.From(prefix)));

    /// <summary>Keys as they should come, in byte order where the store promises it.</summary>
    protected static void AssertKeys(IEnumerable<ObjectKey> expected, IReadOnlyList<ObjectKey> actual, StoreTraits traits)
    {
        IEnumerable<ObjectKey> listed = traits.KeyOrder == KeyOrder.Utf8Bytes ? actual : actual.Order();
        Assert.Equal(expected.Order().Select(OddKeys.Show), listed.Select(OddKeys.Show));
    }

    protected static async Task<StorageException> AssertFailsAsync(StorageErrorKind kind, Func<Task> action)
    {
        var failure = await Assert.ThrowsAsync<StorageException>(action);
        Assert.Equal(kind, failure.Kind);
        return failure;
    }
}
