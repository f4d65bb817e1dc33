using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>A stretch of a listing that is asked for on its own: the keys after one up to another one, which belongs to it. One caller at a time.</summary>
/// <param name="from">Where it begins; null: at the beginning.</param>
/// <param name="until">The last key that may belong to it; null: none is after the last.</param>
internal sealed class ListedRange(ListCursor? from, ObjectKey? until) : IAsyncDisposable
{
    private readonly LinkedList<ListPage> _pages = [];
    private IAsyncEnumerator<ListPage>? _listing;
    private CancellationTokenSource? _cut;
    private bool _isKnown;
    private bool _hasEnded;

    /// <summary>Where it begins.</summary>
    public ListCursor? From { get; private set; } = from;

    /// <summary>The last key that may belong to it; null: it goes on to the end.</summary>
    public ObjectKey? Until { get; private set; } = until;

    /// <summary>The last key that was listed; before that, the one after which it begins. Null: it begins at the beginning, or behind what is no key.</summary>
    public ObjectKey? Reached { get; private set; } = KeyOf(from);

    /// <summary>A page that is under way; its end is no failure, but says what became of it.</summary>
    public Task<PageAnswer>? Asking { get; set; }

    /// <summary>Something was asked for.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>A page was there.</summary>
    public bool HasPage { get; private set; }

    /// <summary>What its first key is, is known, or that it has none.</summary>
    public bool IsKnown => _isKnown || Failure is not null;

    /// <summary>Why it can't go on.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How dense keys are in what it has shown; null: unknown yet.</summary>
    public KeyStretch? Shown { get; private set; }

    /// <summary>How dense keys were in the range of which it was cut off; null: as they are everywhere.</summary>
    public KeyStretch? Density { get; init; }

    /// <summary>It has changed since it was last looked at for whether it should be cut.</summary>
    public bool HasChanged { get; set; }

    /// <summary>Nothing more has to be asked for: it came to its bound, or to the end of everything.</summary>
    public bool IsOver => _hasEnded || (Until is { } until && HasPage && Reached is { } reached && reached >= until);

    /// <summary>It came to the end of everything, wherever its bound is.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>The next one begins behind the last key that this one showed, as one stream would go on, so that nothing has to be compared.</summary>
    public bool EndsClean => !_hasEnded && IsOver && Reached == Until;

    /// <summary>Entries that wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>The first page that waits; null: none does.</summary>
    public ListPage? First => _pages.First?.Value;

    /// <summary>Asks for the next page.</summary>
    /// <param name="open">Begins a listing after a position.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public void Ask(Func<ListCursor?, CancellationToken, IAsyncEnumerator<ListPage>> open, TimeProvider time, CancellationToken cancellationToken)
    {
        HasStarted = true;
        _cut ??= CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _listing ??= open(From, _cut.Token);
        Asking = AskAsync(_listing, time);
    }

    /// <summary>Takes a page in.</summary>
    /// <param name="page">The page.</param>
    public void Add(ListPage page)
    {
        _pages.AddLast(page);
        Waiting += page.Entries.Count;
        (HasPage, _hasEnded, HasChanged) = (true, page.Next is null, true);
        _isKnown |= _hasEnded || page.Entries.Count > 0;
        if (page.Entries is [var first, .., var last])
        {
            Shown = Shown is { } shown ? new(shown.First, last.Key, shown.Steps + page.Entries.Count) : new(first.Key, last.Key, page.Entries.Count - 1);
        }

        Reached = page.Entries.Count > 0 ? page.Entries[^1].Key : Reached;
    }

    /// <summary>Takes the first entries of the first page away, or all of it.</summary>
    public void Skip(int entries)
    {
        var page = First!;
        _pages.RemoveFirst();
        Waiting -= entries;
        if (entries < page.Entries.Count)
        {
            _pages.AddFirst(page with { Entries = [.. page.Entries.Skip(entries)] });
        }
    }

    /// <summary>It ends earlier: what follows is another one's.</summary>
    public void EndAt(ObjectKey key) => Until = key;

    /// <summary>It ends where its last page does: nobody has asked for what follows.</summary>
    public void EndClean() => Until = Reached;

    /// <summary>It begins later: what is before was listed already.</summary>
    public void BeginAfter(ObjectKey key) => (From, Reached) = (ListCursor.After(key), key);

    /// <summary>It takes over what was the next one's.</summary>
    public void TakeOver(ListedRange next) => (Until, HasChanged) = (next.Until, true);

    /// <summary>As if nothing of it had been asked for.</summary>
    public ListedRange Restarted() => new(From, Until) { Density = Density };

    /// <summary>Ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_cut is null)
        {
            return;
        }

        if (Asking is { } asking)
        {
            await _cut.CancelAsync();
            await asking;
        }

        if (_listing is not null)
        {
            await _listing.DisposeAsync();
        }

        _cut.Dispose();
    }

    private static async Task<PageAnswer> AskAsync(IAsyncEnumerator<ListPage> listing, TimeProvider time)
    {
        var begun = time.GetTimestamp();
        try
        {
            var page = await listing.MoveNextAsync() ? listing.Current : new([], null);
            return new(page, null, time.GetElapsedTime(begun));
        }
#pragma warning disable CA1031 // It is thrown when its turn comes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, exception, time.GetElapsedTime(begun));
        }
    }

    private static ObjectKey? KeyOf(ListCursor? position) => position is { IsKey: true } key ? new ObjectKey(key.Value.ToArray()) : null;
}
