using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>
/// One listing, asked for in several ranges at once. A range goes on until it shows a key behind its bound, and the next one is believed only where it shows
/// that key, too: so what is delivered is what one stream would have delivered, in whatever order the store really lists. A range that doesn't join, or whose
/// beginning, which is a key that was made up, can't be listed, is dropped, and the one before it goes on in its place.
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
    private readonly RangeRow _ranges = new(request.From);
    private readonly RangeCutter _cutter = new(request);
    private readonly ListPace _pace = new(options, limit);
    private ObjectKey? _delivered = request.From is { IsKey: true } from ? new ObjectKey(from.Value.ToArray()) : null;
    private bool _isTrusted = true;
    private int _pageEntries;

    /// <summary>The pages, in the order of keys; once.</summary>
    public async IAsyncEnumerable<ListPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                // 1 Take in the pages that have arrived.
                cancellationToken.ThrowIfCancellationRequested();
                Collect();

                // 2 Ask ahead, or, where the next page isn't there, for that page.
                var page = Take();
                if (page is null || _pace.Streams > 1)
                {
                    Ask(isAwaited: page is null, stop.Token);
                }

                if (page is null)
                {
                    await _ranges.AnyAnswerAsync(cancellationToken);
                    continue;
                }

                // 3 Deliver it; how long the caller works on it decides how far ahead is worth asking.
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
            await Task.WhenAll(_ranges.End());
        }
    }

    private IAsyncEnumerator<ListPage> Open(ListCursor? from, CancellationToken cancellationToken) =>
        reader.ListAsync(request with { From = from }, cancellationToken).GetAsyncEnumerator(cancellationToken);

    // ---- 1 what has arrived

    private void Collect()
    {
        for (var i = 0; i < _ranges.Count; i++)
        {
            var range = _ranges[i];
            if (range.Asking is not { IsCompleted: true } asking)
            {
                continue;
            }

            range.Asking = null;
            var answer = asking.GetAwaiter().GetResult();
            if (answer.Page is { } page && IsAfter(page, range.Reached))
            {
                _pace.Answered(answer.Took);
                Add(i, page);
                continue;
            }

            var failure = answer.Failure ?? Broken(answer.Page!);
            if (i > 0 && !range.HasPage && failure is StorageException)
            {
                Drop(i--);
            }
            else
            {
                range.Failure = failure;
            }
        }
    }

    private void Add(int index, ListPage page)
    {
        var range = _ranges[index];
        if (_isTrusted && _pace.IsWorthHiding)
        {
            _cutter.Learn(page.Entries, range.HasPage ? range.Reached : null);
        }

        range.Add(page);
        _pageEntries = Math.Max(_pageEntries, page.Entries.Count);
        _ranges.TrimNext(index);
    }

    private void Drop(int index)
    {
        // No more are made.
        _isTrusted = false;
        _ranges.Drop(index);
    }

    // ---- 2 what is asked for

    private void Ask(bool isAwaited, CancellationToken cancellationToken)
    {
        // A caller that waits needs the first range, or the one behind its bound: that one is asked for whatever the limits below say.
        var needed = !isAwaited ? -1 : _ranges[0].IsOver ? 1 : 0;
        ObjectKey? shown = null;
        for (var i = 0; i < _ranges.Count; i++)
        {
            var range = _ranges[i];
            shown = range.HasPage && !(range.Reached <= shown) ? range.Reached : shown;
            if (range is { HasStarted: true, HasChanged: true })
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

            if (i != needed && (range.Reached >= request.NeededUntil || _ranges.Waiting + ((long)_ranges.Asking * _pageEntries) >= wanted()))
            {
                return;
            }

            if (!range.HasStarted && i != needed && shown > range.Reached)
            {
                // A page of an earlier range shows its beginning, or all of it: that range is going to deliver it.
                if (range.Until is not { } until || until > shown)
                {
                    _ranges.Split(i, shown.Value, range.Density);
                }

                continue;
            }

            if (i != needed && (_ranges.Asking >= _pace.Streams || !MakeRoom(i)))
            {
                return;
            }

            if (!range.HasStarted)
            {
                Cut(i);
            }

            range.Ask(Open, time, cancellationToken);
        }
    }

    /// <summary>A range that is probably much longer than it should be keeps its beginning; what follows becomes another one.</summary>
    private void Cut(int index)
    {
        var range = _ranges[index];
        if (_pace.Streams == 1 || !_isTrusted || range.IsOver || range.Failure is not null || range.Reached is null)
        {
            return;
        }

        range.HasChanged = false;
        if (_cutter.Find(range, index, Length) is var (at, density))
        {
            _ranges.Split(index, at, density);
        }
    }

    /// <summary>Whether one more page finds room; what is needed last makes some for what is needed earlier.</summary>
    private bool MakeRoom(int index)
    {
        while (IsFull(_ranges[index]))
        {
            if (!_ranges.TryGiveUpAfter(index))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsFull(ListedRange next)
    {
        var waiting = _ranges.Waiting;

        // A range that begins leaves those that are under way the room that they are predicted to need.
        return waiting + ((_ranges.Asking + 1L) * request.PageSize) > options.Entries
            || (!next.HasStarted && waiting + Length + _ranges.Expected(Rest) > options.Entries);
    }

    private long Length => (long)options.PagesPerRange * _pageEntries;

    private long Rest(ListedRange range) => Math.Max(_pageEntries, Length - (range.Shown?.Steps ?? 0));

    // ---- 3 what is delivered

    /// <summary>The next page; null: it isn't there yet.</summary>
    private ListPage? Take()
    {
        while (true)
        {
            var first = _ranges[0];
            if (first.First is { } page)
            {
                var inside = first.Until is { } until ? RangeJoin.CountTo(page.Entries, until) : page.Entries.Count;
                if (inside == page.Entries.Count)
                {
                    first.Skip(inside);

                    // The end of everything is delivered behind the last range.
                    return Deliver(page.Next is null && _ranges.Count > 1 ? page with { Next = ListCursor.After(first.Until!.Value) } : page);
                }

                if (inside > 0)
                {
                    first.Skip(inside);
                    return Deliver(PageOf([.. page.Entries.Take(inside)]));
                }

                if (!_ranges[1].IsKnown)
                {
                    return null;
                }

                if (Join(first, _ranges[1]) is { Count: > 0 } between)
                {
                    return Deliver(PageOf(between));
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
                return Deliver(new([], null));
            }
            else if (first.EndsClean || _ranges[1].IsKnown)
            {
                _ranges.RemoveFirst();
            }
            else
            {
                return null;
            }
        }
    }

    /// <summary>Goes over to the next range where both show a key in common, and gives what either shows before it; else the next range is dropped.</summary>
    private IReadOnlyList<ObjectEntry> Join(ListedRange first, ListedRange next)
    {
        while (next.First is { Entries.Count: 0, Next: not null })
        {
            next.Skip(0);
        }

        if (RangeJoin.Find(first.First!.Entries, next.First?.Entries ?? [], _delivered) is not var (skipped, between))
        {
            Drop(1);
            return [];
        }

        if (skipped > 0)
        {
            next.Skip(skipped);
        }

        _ranges.RemoveFirst();
        return between;
    }

    private ListPage Deliver(ListPage page)
    {
        if (!IsAfter(page, _delivered))
        {
            throw Broken(page);
        }

        _cutter.Delivered(page.Entries);
        _delivered = page.Entries.Count > 0 ? page.Entries[^1].Key : _delivered;
        return page;
    }

    private static ListPage PageOf(IReadOnlyList<ObjectEntry> entries) => new(entries, ListCursor.After(entries[^1].Key));

    private static bool IsAfter(ListPage page, ObjectKey? key) => page.Entries.Count == 0 || key is not { } last || page.Entries[0].Key > last;

    private static StorageException Broken(ListPage page) => new(
        StorageErrorKind.ListingBroken, $"the listing gives the key '{page.Entries[0].Key}' out of order or again");
}
