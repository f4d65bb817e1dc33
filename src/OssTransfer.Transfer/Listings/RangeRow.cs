using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>The ranges of one listing in key order, side by side: each ends where the next begins, and together they have every key once.</summary>
/// <param name="from">Where the listing begins; null: at the beginning.</param>
internal sealed class RangeRow(ListCursor? from)
{
    private readonly List<ListedRange> _ranges = [new(from, null)];
    private readonly List<Task> _ending = [];

    /// <summary>How many there are; at least one.</summary>
    public int Count => _ranges.Count;

    /// <summary>One of them.</summary>
    public ListedRange this[int index] => _ranges[index];

    /// <summary>Entries that wait in memory.</summary>
    public long Waiting => _ranges.Sum(range => (long)range.Waiting);

    /// <summary>Pages that are under way.</summary>
    public int Asking => _ranges.Count(range => range.Asking is not null);

    /// <summary>Entries that ranges under way are still expected to bring.</summary>
    /// <param name="rest">How many one of them is.</param>
    public long Expected(Func<ListedRange, long> rest) => _ranges.Sum(range => range is { HasStarted: true, IsOver: false } ? rest(range) : 0);

    /// <summary>Ends when any page that is under way has arrived or failed.</summary>
    public Task AnyAnswerAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(_ranges.Where(range => range.Asking is not null).Select(range => range.Asking!)).WaitAsync(cancellationToken);

    /// <summary>A range ends at a key; what follows it becomes another range.</summary>
    public void Split(int index, ObjectKey at, KeyStretch? density)
    {
        _ranges.Insert(index + 1, new(ListCursor.After(at), _ranges[index].Until) { Density = density });
        _ranges[index].EndAt(at);
    }

    /// <summary>A range that nothing was asked of yet begins after what the one before it has shown already.</summary>
    public void TrimNext(int index)
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

    /// <summary>Gives up the entries of the last range that has some, so that there is room for an earlier one; false: only ranges up to it have any.</summary>
    public bool TryGiveUpAfter(int index)
    {
        var last = _ranges.FindLastIndex(range => range is { HasStarted: true, Asking: null, Waiting: > 0 });
        if (last <= index)
        {
            return false;
        }

        End(_ranges[last]);
        _ranges[last] = _ranges[last].Restarted();
        TrimNext(last - 1);
        return true;
    }

    /// <summary>A range is not believed: the one before it goes on in its place.</summary>
    public void Drop(int index)
    {
        _ranges[index - 1].TakeOver(_ranges[index]);
        End(_ranges[index]);
        _ranges.RemoveAt(index);
        TrimNext(index - 1);
    }

    /// <summary>All of the first range was delivered.</summary>
    public void RemoveFirst()
    {
        _ending.RemoveAll(ending => ending.IsCompletedSuccessfully);
        End(_ranges[0]);
        _ranges.RemoveAt(0);
    }

    /// <summary>Ends what is under way, which these tasks wait for.</summary>
    public Task[] End() => [.. _ending, .. _ranges.Select(range => range.DisposeAsync().AsTask())];

    private void End(ListedRange range) => _ending.Add(range.DisposeAsync().AsTask());
}
