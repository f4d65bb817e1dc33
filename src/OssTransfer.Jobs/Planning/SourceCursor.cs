using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Planning;

/// <summary>A listing, one entry at a time, with a look at the next one. It may be left between two pages.</summary>
internal sealed class SourceCursor(IAsyncEnumerable<ListPage> pages, Func<bool> isOver, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ListPage> _pages = pages.GetAsyncEnumerator(cancellationToken);
    private IReadOnlyList<ObjectEntry> _page = [];
    private int _index;
    private bool _goesOn;
    private bool _ended;

    /// <summary>Time to leave it, where the next entry needs another request.</summary>
    public bool IsOver => _index >= _page.Count && isOver();

    /// <summary>It gives no more although it goes on: the rest is not here yet.</summary>
    public bool IsCut => _ended && _goesOn;

    /// <summary>The next entry, which stays next; null at the end.</summary>
    public ValueTask<ObjectEntry?> PeekAsync() => _index < _page.Count ? new(_page[_index]) : TurnPageAsync();

    /// <summary>Goes on behind the entry that was peeked.</summary>
    public void Skip() => _index++;

    /// <summary>
    /// Asks the source for what is only trusted, from the entry that was gone past last to the end of its page: where one must be asked for, the others mostly
    /// must be, too.
    /// </summary>
    /// <returns>The entry that was gone past last.</returns>
    public async ValueTask<ObjectEntry> AskAsync(FileListLookup lookup)
    {
        (_page, _index) = (await lookup.LookUpTrustedAsync([.. _page.Skip(_index - 1)], cancellationToken), 1);
        return _page[0];
    }

    public ValueTask DisposeAsync() => _pages.DisposeAsync();

    private async ValueTask<ObjectEntry?> TurnPageAsync()
    {
        while (!_ended)
        {
            if (!await _pages.MoveNextAsync())
            {
                _ended = true;
                break;
            }

            (_page, _index, _goesOn) = (_pages.Current.Entries, 0, _pages.Current.Next is not null);
            if (_page.Count > 0)
            {
                return _page[0];
            }
        }

        return null;
    }
}
