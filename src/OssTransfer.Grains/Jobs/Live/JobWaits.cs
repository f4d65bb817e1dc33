using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Jobs.Live;

/// <summary>
/// What keeps each silo from moving objects: waits of its requests, listings that it sorts. In memory only, for <c>status</c> and nothing else.
/// </summary>
internal sealed class JobWaits
{
    // A silo names what it sorts with each renewal of its leases; one that has died doesn't take it back.
    private static readonly TimeSpan SortIsOver = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, (RequestWait Wait, TimeSpan At)> _waits = [];
    private readonly Dictionary<string, (ListingSort Sort, TimeSpan At)> _sorts = [];

    /// <summary>Work begins, or goes on after a pause: nothing waits yet.</summary>
    public void Forget()
    {
        _waits.Clear();
        _sorts.Clear();
    }

    /// <summary>A silo says what it waits for; null: nothing.</summary>
    public void Note(string holder, RequestWait? wait, TimeSpan now)
    {
        if (wait is null)
        {
            _waits.Remove(holder);
        }
        else
        {
            _waits[holder] = (wait, now);
        }
    }

    /// <summary>A silo says which listing it sorts; null: none.</summary>
    public void Note(string holder, ListingSort? sort, TimeSpan now)
    {
        _sorts.Remove(holder);
        if (sort is not null)
        {
            _sorts[holder] = (sort, now);
        }
    }

    /// <summary>The wait that goes on longest, or else the listing that is sorted, for people; null: there is none.</summary>
    public string? TextAt(TimeSpan now) => WaitAt(now) ?? SortAt(now);

    private string? SortAt(TimeSpan now) =>
        _sorts.Values.Where(noted => noted.At + SortIsOver > now).Select(noted => noted.Sort).MaxBy(sort => sort.Keys) is { } sort
            ? WaitText.OfSort(sort.Side, sort.Keys)
            : null;

    private string? WaitAt(TimeSpan now)
    {
        foreach (var (holder, _) in _waits.Where(noted => noted.Value.At + noted.Value.Wait.Left <= now).ToArray())
        {
            _waits.Remove(holder);
        }

        return _waits.Count == 0
            ? null
            : _waits.Values.MaxBy(noted => noted.At + noted.Wait.Left) is var (wait, at)
            ? WaitText.Of(wait.Side, wait.ToWait(now - at))
            : null;
    }
}
