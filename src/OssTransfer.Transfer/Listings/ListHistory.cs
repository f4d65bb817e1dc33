using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>
/// Where the latest pages began, and how many keys came since. The next so many keys are taken to lie as the last so many did: near by, keys of one folder show
/// how dense they are; further on only more of them show how folders follow each other.
/// </summary>
internal sealed class ListHistory
{
    private const int PagesKept = 128;
    private readonly Queue<(ObjectKey First, long Before)> _pages = [];
    private ObjectKey _last;
    private long _keys;

    /// <summary>A page was delivered.</summary>
    public void Add(IReadOnlyList<ObjectEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        _pages.Enqueue((entries[0].Key, _keys));
        if (_pages.Count > PagesKept)
        {
            _pages.Dequeue();
        }

        (_last, _keys) = (entries[^1].Key, _keys + entries.Count);
    }

    /// <summary>The last so many keys, or as many as are known; null: too few.</summary>
    public KeyStretch? Last(long keys)
    {
        var begin = _pages.FirstOrDefault();
        foreach (var page in _pages)
        {
            if (_keys - page.Before < keys)
            {
                break;
            }

            begin = page;
        }

        return _keys - begin.Before > 1 ? new(begin.First, _last, (int)(_keys - begin.Before - 1)) : null;
    }
}
