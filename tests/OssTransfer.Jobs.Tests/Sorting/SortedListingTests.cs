using OssTransfer.Jobs.Sorting;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Sorting;

public sealed class SortedListingTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1 << 20)]
    [InlineData(1, 1 << 20)]
    [InlineData(1000, 1 << 20)]
    [InlineData(5003, 1 << 20)]
    [InlineData(5003, 40_000)]
    public async Task Any_order_becomes_byte_order_with_all_that_was_listed(int count, int sortBytes)
    {
        var entries = Enumerable.Range(0, count).Select(Entry).ToList();
        using var sorted = await MakeAsync(Shuffled(entries), sortBytes);

        Assert.Equal(entries.OrderBy(entry => entry.Key), Listed(sorted, null));
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(40_000)]
    public async Task A_listing_goes_on_after_any_key(int sortBytes)
    {
        var entries = Enumerable.Range(0, 3500).Select(Entry).OrderBy(entry => entry.Key).ToList();
        using var sorted = await MakeAsync(Shuffled(entries), sortBytes);

        foreach (var after in (int[])[0, 1, 999, 1000, 1001, 2500, 3498, 3499])
        {
            Assert.Equal(entries.Skip(after + 1), Listed(sorted, entries[after].Key));
        }

        Assert.Equal(entries, Listed(sorted, ObjectKey.From("\0")));
        Assert.Equal(entries.Skip(1), Listed(sorted, entries[0].Key.Append(ObjectKey.From("\0"))));
        Assert.Empty(Listed(sorted, ObjectKey.From("\U0010FFFF")));
    }

    [Fact]
    public async Task A_key_that_is_listed_again_is_there_once_as_it_was_listed_last()
    {
        var entries = Enumerable.Range(0, 2000).Select(Entry).ToList();
        var again = entries.Where((_, i) => i % 7 == 0).Select(entry => entry with { Size = 77, ETag = "again" }).ToList();
        using var sorted = await MakeAsync([.. entries, .. again], 40_000);

        Assert.Equal(again.Concat(entries.Where((_, i) => i % 7 != 0)).OrderBy(entry => entry.Key), Listed(sorted, null));
    }

    [Fact]
    public async Task A_listing_that_fails_on_the_way_is_none()
    {
        var failure = await Assert.ThrowsAsync<StorageException>(() => SortedListing.MakeAsync(
            FailingAsync(), Path.GetTempPath(), 1 << 20, _ => { }, TestContext.Current.CancellationToken));

        Assert.Equal(StorageErrorKind.Credentials, failure.Kind);
    }

    private static ObjectEntry Entry(int i) => new(
        ObjectKey.From($"d{i % 17}{(i % 3 == 0 ? "/" : "-")}k{i * 7919L % 104_729}{(i % 5 == 0 ? "😀" : "Ａ")}"),
        i % 11 == 0 ? null : i * 1_000_003L,
        i % 13 == 0 ? null : Day.AddSeconds(i),
        i % 4 == 0 ? null : $"etag{i}")
    {
        StorageClass = i % 6 == 0 ? "GLACIER" : null,
        Problem = i % 6 == 0 ? EntryProblem.NeedsRestore : i % 19 == 0 ? EntryProblem.Unusable : EntryProblem.None,
        Unusable = i % 19 == 0 ? "the store lists it with the size 'x'" : null,
    };

    private static List<ObjectEntry> Shuffled(IEnumerable<ObjectEntry> entries)
    {
        var shuffled = entries.ToArray();
        new Random(5).Shuffle(shuffled);
        return [.. shuffled];
    }

    private static Task<SortedListing> MakeAsync(IEnumerable<ObjectEntry> entries, int sortBytes) =>
        SortedListing.MakeAsync(PagesAsync(entries), Path.GetTempPath(), sortBytes, _ => { }, TestContext.Current.CancellationToken);

    /// <summary>A listing of them.</summary>
    internal static async IAsyncEnumerable<ListPage> PagesAsync(IEnumerable<ObjectEntry> entries)
    {
        foreach (var page in entries.Chunk(250))
        {
            yield return new(page, new ListCursor(false, new byte[] { 1 }));
        }

        await Task.CompletedTask;
        yield return new([], null);
    }

    private static async IAsyncEnumerable<ListPage> FailingAsync()
    {
        yield return new([Entry(1), Entry(2)], new ListCursor(false, new byte[] { 1 }));
        await Task.CompletedTask;
        throw new StorageException(StorageErrorKind.Credentials, "the key was revoked");
    }

    /// <summary>All entries, where every page but the last says where the next begins.</summary>
    private static List<ObjectEntry> Listed(SortedListing sorted, ObjectKey? after)
    {
        var pages = sorted.Pages(after).ToList();
        Assert.All(pages.SkipLast(1), page => Assert.NotNull(page.Next));
        Assert.Null(pages[^1].Next);
        return [.. pages.SelectMany(page => page.Entries)];
    }
}
