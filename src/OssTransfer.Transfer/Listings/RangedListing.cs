using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>
/// One listing in ranges that lie side by side: each ends where the next begins, and together they have every key once. A range goes on until it shows a key
/// behind its bound, and the next one is believed only where it shows that key, too: so what is told is what one stream would have told, in whatever order
/// the store really lists. A range that doesn't join, or whose beginning, which is a key that was made up, can't be listed, is dropped, and the one before it
/// goes on in its place.
/// </summary>
/// <param name="reader">The store.</param>
/// <param name="request">What is listed.</param>
/// <param name="options">How far ahead.</param>
/// <param name="limit">How many requests the store takes at the moment.</param>
/// <param name="wanted">How many more keys are probably taken at the moment.</param>
/// <param name="time">The clock.</param>
internal sealed class RangedListing(
    IObjectReader reader, ListRequest request, ListAheadOptions options, Func<int> limit, Func<long> wanted, TimeProvider time)
{
    private readonly List<ListedRange> _ranges = [new(request.From, null)];
    private readonly List<Task> _leaving = [];
    private readonly KeySpace _keys = new(request.Prefix);
    private readonly ListHistory _history = new();
    private readonly ListPace _pace = new(options, limit);
    private ObjectKey? _told = request.From is { IsKey: true } from ? new ObjectKey(from.Value.ToArray()) : null;
    private bool _isTrusted = true;
    private int _asking;
    private int _pageEntries;

    /// <summary>The pages, in the order of keys; once.</summary>
    public async IAsyncEnumerable<ListPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                // 1 What came meanwhile.
                cancellationToken.ThrowIfCancellationRequested();
                Collect();

                // 2 What is to be told next; where it isn't there, somebody waits for it.
                var page = Take();
                if (page is null || _pace.Streams > 1)
                {
                    Ask(isAwaited: page is null, stop.Token);
                }

                if (page is null)
                {
                    await Task.WhenAny(_ranges.Where(range => range.Asking is not null).Select(range => range.Asking!));
                    continue;
                }

                // 3 It is told, and whoever takes it works it off.
                var given = time.GetTimestamp();
                yield return page;
                _pace.WorkedOff(time.GetElapsedTime(given));
                if (page.Next is null)
                {
                    yield break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll([.. _leaving, .. _ranges.Select(range => range.DisposeAsync().AsTask())]);
        }
    }

    private IAsyncEnumerator<ListPage> Open(ListPosition? from, CancellationToken cancellationToken) =>
        reader.ListAsync(request with { From = from }, cancellationToken).GetAsyncEnumerator(cancellationToken);

    // ---- what is asked for

    private void Ask(bool isAwaited, CancellationToken cancellationToken)
    {
        // A caller that waits needs the first range, or the one behind its bound: that one is asked for whatever the limits below say.
        var needed = !isAwaited ? -1 : _ranges[0].IsOver ? 1 : 0;
        ObjectKey? shown = null;
        for (var i = 0; i < _ranges.Count; i++)
        {
            var range = _ranges[i];
            shown = range.HasPage && !(range.Reached <= shown) ? range.Reached : shown;
            if (range is { HasStarted: true, IsNews: true })
            {
                Cut(i);
            }

            if (range.HasEnded && i >= needed)
            {
                // Behind the end of everything there is nothing to ask for.
                return;
            }

            if (range.Asking is not null || range.IsOver || range.Failure is not null)
            {
                continue;
            }

            if (i != needed && (range.Reached >= request.NeededUntil || _ranges.Sum(one => one.Waiting) + ((long)_asking * _pageEntries) >= wanted()))
            {
                return;
            }

            if (!range.HasStarted && i != needed && shown > range.Reached)
            {
                // A page of an earlier range shows its beginning, or all of it: that range is going to tell it.
                if (range.Until is not { } until || until > shown)
                {
                    _ranges.Insert(i + 1, new(ListPosition.After(shown.Value), range.Until) { Density = range.Density });
                    range.EndAt(shown.Value);
                }

                continue;
            }

            if (i != needed && (_asking >= _pace.Streams || !MakeRoom(i)))
            {
                return;
            }

            if (!range.HasStarted)
            {
                Cut(i);
            }

            range.Ask(Open, time, cancellationToken);
            _asking++;
        }
    }

    /// <summary>A range that is probably much longer than it should be keeps its beginning; what follows becomes another one.</summary>
    private void Cut(int index)
    {
        var range = _ranges[index];
        if (_pace.Streams == 1 || !_isTrusted || range.IsOver || range.Failure is not null || range.Reached is not { } from)
        {
            return;
        }

        // One that shows more than was foretold tells best itself how dense keys are there.
        range.IsNews = false;
        var length = Length;
        var own = range.Shown is { } shown && shown.Steps >= 2 * length ? shown : range.Density;
        if (range is { HasStarted: true, Until: not null } && own is null)
        {
            return;
        }

        if ((own ?? _history.Last(length * Math.Max(1, index))) is not { } stretch
            || (range.Until is { } until && !(_keys.Between(stretch, from, until) > 2 * length)))
        {
            return;
        }

        if (Sooner(_keys.After(stretch, from, length), from) is { } at && (range.Until is not { } end || at < end))
        {
            _ranges.Insert(index + 1, new(ListPosition.After(at), range.Until) { Density = own });
            range.EndAt(at);
        }
    }

    /// <summary>What is hardly needed is cut off, too.</summary>
    private ObjectKey? Sooner(ObjectKey? at, ObjectKey from) =>
        request.NeededUntil is { } until && from < until && !(at < until) ? until : at;

    /// <summary>Whether one more page finds room; what is needed last makes some for what is needed earlier.</summary>
    private bool MakeRoom(int index)
    {
        while (IsFull(_ranges[index]))
        {
            var last = _ranges.FindLastIndex(range => range is { HasStarted: true, Asking: null, Waiting: > 0 });
            if (last <= index)
            {
                return false;
            }

            _leaving.Add(_ranges[last].DisposeAsync().AsTask());
            _ranges[last] = _ranges[last].Restarted();
            TrimNext(last - 1);
        }

        return true;
    }

    private bool IsFull(ListedRange next)
    {
        var waiting = _ranges.Sum(range => (long)range.Waiting);

        // A range that begins leaves those that are under way the room that they were foretold to need.
        return waiting + ((_asking + 1L) * request.PageSize) > options.Entries
            || (!next.HasStarted && waiting + Length + _ranges.Sum(range => range is { HasStarted: true, IsOver: false } ? Rest(range) : 0) > options.Entries);
    }

    private long Length => (long)options.PagesPerRange * _pageEntries;

    private long Rest(ListedRange range) => Math.Max(_pageEntries, Length - (range.Shown?.Steps ?? 0));

    // ---- what comes

    private void Collect()
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            if (_ranges[i].Asking is not { IsCompleted: true } asking)
            {
                continue;
            }

            _ranges[i].Asking = null;
            _asking--;
            var answer = asking.GetAwaiter().GetResult();
            if (answer.Page is { } page && IsAfter(page, _ranges[i].Reached))
            {
                _pace.Answered(answer.Took);
                Add(i, page);
                continue;
            }

            var failure = answer.Failure ?? Broken(answer.Page!);
            if (i > 0 && !_ranges[i].HasPage && failure is StorageException)
            {
                i = Drop(i) - 1;
            }
            else
            {
                _ranges[i].Failure = failure;
            }
        }
    }

    private void Add(int index, ListPage page)
    {
        var range = _ranges[index];
        if (_isTrusted && _pace.IsWorthHiding)
        {
            _keys.Learn(page.Entries, range.HasPage ? range.Reached : null);
        }

        range.Add(page);
        _pageEntries = Math.Max(_pageEntries, page.Entries.Count);

        TrimNext(index);
    }

    /// <summary>What nobody has asked for yet begins behind what is there already.</summary>
    private void TrimNext(int index)
    {
        var range = _ranges[index];
        while (range.IsOver && !range.EndsClean && index + 1 < _ranges.Count && _ranges[index + 1] is { HasStarted: false } next)
        {
            if (range.HasEnded || (next.Until is { } until && range.Reached >= until))
            {
                range.TakeOver(next);
                _ranges.RemoveAt(index + 1);
            }
            else
            {
                range.EndClean();
                next.BeginAfter(range.Reached!.Value);
            }
        }
    }

    /// <summary>A range is not believed: the one before it goes on in its place, and no more are made. Gives the number of that one.</summary>
    private int Drop(int index)
    {
        _isTrusted = false;
        _ranges[index - 1].TakeOver(_ranges[index]);
        _leaving.Add(_ranges[index].DisposeAsync().AsTask());
        _ranges.RemoveAt(index);
        TrimNext(index - 1);
        return index - 1;
    }

    private void Pass()
    {
        _leaving.RemoveAll(leaving => leaving.IsCompletedSuccessfully);
        _leaving.Add(_ranges[0].DisposeAsync().AsTask());
        _ranges.RemoveAt(0);
    }

    // ---- what is told

    /// <summary>The next page; null: it isn't there yet.</summary>
    private ListPage? Take()
    {
        while (true)
        {
            var first = _ranges[0];
            if (first.First is { } page)
            {
                var inside = first.Until is { } until ? CountTo(page.Entries, until) : page.Entries.Count;
                if (inside == page.Entries.Count)
                {
                    first.Skip(inside);

                    // The end of everything is told behind the last range.
                    return Told(page.Next is null && _ranges.Count > 1 ? page with { Next = ListPosition.After(first.Until!.Value) } : page);
                }

                if (inside > 0)
                {
                    first.Skip(inside);
                    return Told(PageOf([.. page.Entries.Take(inside)]));
                }

                if (!_ranges[1].IsKnown)
                {
                    return null;
                }

                if (Join(first, _ranges[1]) is { Count: > 0 } between)
                {
                    return Told(PageOf(between));
                }
            }
            else if (first.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
            else if (!first.IsOver)
            {
                return null;
            }
            else if (_ranges.Count == 1)
            {
                return Told(new([], null));
            }
            else if (first.EndsClean || _ranges[1].IsKnown)
            {
                Pass();
            }
            else
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Goes over to the next range, where both show a key in common; what they show before it comes from either, as keys may appear and vanish meanwhile.
    /// Where there is none, the next range is dropped.
    /// </summary>
    private List<ObjectEntry> Join(ListedRange first, ListedRange next)
    {
        while (next.First is { Entries.Count: 0, Next: not null })
        {
            next.Skip(0);
        }

        var (beyond, begins) = (first.First!.Entries, next.First?.Entries ?? []);
        var between = new List<ObjectEntry>();
        var (i, j) = (0, 0);
        while (i < beyond.Count && j < begins.Count)
        {
            var order = beyond[i].Key.CompareTo(begins[j].Key);
            if (order == 0)
            {
                if (j > 0)
                {
                    next.Skip(j);
                }

                Pass();
                return between;
            }

            var entry = order < 0 ? beyond[i++] : begins[j++];
            if (_told is not { } last || entry.Key > last)
            {
                between.Add(entry);
            }
        }

        Drop(1);
        return [];
    }

    private ListPage Told(ListPage page)
    {
        if (!IsAfter(page, _told))
        {
            throw Broken(page);
        }

        _history.Add(page.Entries);
        _told = page.Entries.Count > 0 ? page.Entries[^1].Key : _told;
        return page;
    }

    private static ListPage PageOf(IReadOnlyList<ObjectEntry> entries) => new(entries, ListPosition.After(entries[^1].Key));

    private static bool IsAfter(ListPage page, ObjectKey? key) => page.Entries.Count == 0 || key is not { } last || page.Entries[0].Key > last;

    private static StorageException Broken(ListPage page) => new(
        StorageErrorKind.ListingBroken, $"the listing gives the key '{page.Entries[0].Key}' out of order or again");

    /// <summary>How many of the entries have a key up to this one.</summary>
    private static int CountTo(IReadOnlyList<ObjectEntry> entries, ObjectKey until)
    {
        if (entries.Count == 0 || entries[^1].Key <= until)
        {
            return entries.Count;
        }

        var (least, most) = (0, entries.Count - 1);
        while (least < most)
        {
            var middle = (least + most) / 2;
            (least, most) = entries[middle].Key <= until ? (middle + 1, most) : (least, middle);
        }

        return least;
    }
}
