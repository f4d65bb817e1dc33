using OssTransfer.Storage.Disk;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>Reads whole listings.</summary>
internal static class DiskTestListing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IObjectStore StoreOf(string root, string? encoding = null) =>
        DiskStoreFactory.Create(new() { Root = root, NameEncoding = encoding }, TimeProvider.System);

    /// <summary>One whose file system seems slow, so that it makes many calls at a time.</summary>
    public static IObjectStore SlowStoreOf(string root, int namesBytes = 32 << 20, string? encoding = null) =>
        new DiskStore(new DiskRoot(root, Beneath.KernelHasOpenat2) { NamesBytes = namesBytes }, NameCodec.Create(encoding), new SlowClock());

    /// <summary>The kernel's way of opening beneath, or the one for older kernels.</summary>
    public static IObjectStore StoreOf(string root, bool useOpenat2) => new DiskStore(new DiskRoot(root, useOpenat2), null, TimeProvider.System);

    /// <summary>One that has little memory for the names of a directory.</summary>
    public static IObjectStore StoreOf(string root, int namesBytes, string? encoding = null) =>
        new DiskStore(new DiskRoot(root, Beneath.KernelHasOpenat2) { NamesBytes = namesBytes }, NameCodec.Create(encoding), TimeProvider.System);

    public static async Task<List<ObjectEntry>> EntriesAsync(IObjectStore store, ListRequest? request = null)
    {
        var entries = new List<ObjectEntry>();
        await foreach (var page in store.Reader.ListAsync(request ?? new(default), Token))
        {
            entries.AddRange(page.Entries);
        }

        return entries;
    }

    /// <summary>Keys and folded prefixes, each list in its order.</summary>
    public static async Task<(List<ObjectKey> Keys, List<ObjectKey> Folded)> ListAsync(IObjectStore store, ListRequest request)
    {
        var keys = new List<ObjectKey>();
        var folded = new List<ObjectKey>();
        await foreach (var page in store.Reader.ListAsync(request, Token))
        {
            Assert.True(page.Entries.Count + page.CommonPrefixes.Count <= request.PageSize);
            keys.AddRange(page.Entries.Select(entry => entry.Key));
            folded.AddRange(page.CommonPrefixes);
        }

        return (keys, folded);
    }

    /// <summary>A walk on the thread of the caller: keys with what is wrong with each.</summary>
    public static List<(string Key, EntryProblem Problem)> Walk(string root)
    {
        using var walker = new TreeWalker(new DiskRoot(root, Beneath.KernelHasOpenat2), new(default), null, TimeProvider.System, CancellationToken.None);
        var found = new List<(string, EntryProblem)>();
        while (walker.MoveNext(CancellationToken.None))
        {
            if (walker.ReadAll([walker.Find()]) is [{ } entry])
            {
                found.Add((entry.Key.ToString(), entry.Problem));
            }
        }

        return found;
    }
}
