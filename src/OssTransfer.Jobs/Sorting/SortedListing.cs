using OssTransfer.Storage;

namespace OssTransfer.Jobs.Sorting;

/// <summary>
/// A bucket's whole listing in byte order, whatever order the store gives it in. It lies in a temporary file; the first key of each page is in memory.
/// </summary>
public sealed class SortedListing : IDisposable
{
    private const int PageEntries = 1000;
    private readonly ListedEntryFormat _format = new();
    private readonly TemporaryFile _file;
    private readonly List<(ObjectKey First, long From, int Entries)> _pages = [];
    private long _end;

    private SortedListing(string directory) => _file = new(directory);

    /// <summary>
    /// Reads a listing to its end and sorts it. Where it fails, nothing comes of it: what was listed so far is no listing.
    /// A key that is listed twice is there once, as it was listed last.
    /// </summary>
    /// <param name="listing">The store's pages, from the beginning.</param>
    /// <param name="directory">Where the temporary files lie.</param>
    /// <param name="sortBytes">Memory that rows may take while they are sorted.</param>
    /// <param name="onPage">Called with how many keys were listed; may throw to end it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SortedListing> MakeAsync(
        IAsyncEnumerable<ListPage> listing, string directory, long sortBytes, Action<long> onPage, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(onPage);
        using var sorter = new PieceSorter<ListedEntry>(new ListedEntryFormat(), sortBytes, directory);
        var listed = 0L;
        await foreach (var page in listing.WithCancellation(cancellationToken))
        {
            foreach (var entry in page.Entries)
            {
                sorter.Add(new(entry, listed++));
            }

            onPage(listed);
        }

        var sorted = new SortedListing(directory);
        try
        {
            foreach (var page in LatestOfEach(sorter.Read()).Chunk(PageEntries))
            {
                cancellationToken.ThrowIfCancellationRequested();
                onPage(listed);
                sorted.Add(page);
            }

            return sorted;
        }
        catch
        {
            sorted.Dispose();
            throw;
        }
    }

    /// <summary>Pages in byte order, after a key. Safe to be read by several at once.</summary>
    public IEnumerable<ListPage> Pages(ObjectKey? after)
    {
        for (var number = after is { } key ? PageOf(key) : 0; number < _pages.Count; number++)
        {
            var entries = ReadPage(number);
            var isLast = number == _pages.Count - 1;
            yield return new(
                after is { } from ? [.. entries.Where(entry => entry.Key > from)] : entries,
                isLast ? null : ListCursor.After(entries[^1].Key));
        }

        if (_pages.Count == 0)
        {
            yield return new([], null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static IEnumerable<ListedEntry> LatestOfEach(IEnumerable<ListedEntry> sorted)
    {
        ListedEntry? last = null;
        foreach (var one in sorted)
        {
            if (last is { } previous && previous.Entry.Key != one.Entry.Key)
            {
                yield return previous;
            }

            last = one;
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    private void Add(ListedEntry[] page)
    {
        _pages.Add((page[0].Entry.Key, _end, page.Length));
        foreach (var one in page)
        {
            _format.Write(_file.Writer, one);
        }

        _end = _file.End();
    }

    /// <summary>The last page that begins at the key or before it.</summary>
    private int PageOf(ObjectKey key)
    {
        var (first, last) = (0, _pages.Count - 1);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            (first, last) = _pages[middle].First > key ? (first, middle - 1) : (middle, last);
        }

        return first;
    }

    private ObjectEntry[] ReadPage(int number)
    {
        using var reader = _file.Read(_pages[number].From, number + 1 < _pages.Count ? _pages[number + 1].From : _end);
        var entries = new ObjectEntry[_pages[number].Entries];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = _format.Read(reader).Entry;
        }

        return entries;
    }
}
