using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Planning;

/// <summary>Gathers planned keys in order and cuts them into shards.</summary>
/// <param name="limits">Where shards end.</param>
/// <param name="planned">Shards that the run has already.</param>
/// <param name="tellsEnded">Each key that ended while listing is reported.</param>
internal sealed class ShardCutter(ShardLimits limits, int planned, bool tellsEnded)
{
    private const int BytesBesideKey = 48;

    // Excluded keys give no line, but they wait here too: beyond this many the position moves over them.
    private const int KeysPerLine = 8;

    // A shard that is filled to less than one part in so many of its limits is too small to last.
    private const int EnoughPart = 10;
    private readonly List<PlannedEntry> _pending = [];
    private long _bytes;
    private int _manifestBytes;
    private int _lines;
    private int _work;

    /// <summary>Shards with something to move that were cut.</summary>
    public int Shards { get; private set; }

    /// <summary>Lines that wait to be cut.</summary>
    public int Lines => _lines;

    /// <summary>Keys that wait at most, whatever they are.</summary>
    public int MaxKeys => limits.Objects * KeysPerLine;

    public bool IsFull =>
        _lines >= limits.Objects || _pending.Count >= MaxKeys || _manifestBytes >= limits.ManifestBytes
        || _work >= limits.WorkOf(Number) || _bytes >= limits.Bytes;

    private int Number => planned + Shards;

    public void Add(PlannedEntry planned)
    {
        _pending.Add(planned);
        if (planned.Entry is { } entry)
        {
            _lines++;
            _work += entry.Action.IsWork() ? 1 : 0;
            _bytes += entry.Action.IsWork() ? entry.Source.Size ?? 0 : 0;
            _manifestBytes += BytesOf(entry);
        }
    }

    /// <summary>Whether what waits is worth a shard of its own.</summary>
    public bool IsEnough() => IsEnough(_lines, _manifestBytes);

    /// <summary>Whether these keys are worth a shard of their own.</summary>
    public bool IsEnough(IReadOnlyList<PlannedEntry> keys) => IsEnough(keys.Count, keys.Sum(planned => planned.Entry is { } entry ? (long)BytesOf(entry) : 0));

    private bool IsEnough(int lines, long bytes) => lines >= limits.Objects / EnoughPart || bytes >= limits.ManifestBytes / EnoughPart;

    /// <summary>
    /// Everything that waits; nothing where nothing waits. What is very large is alone; between that, as few shards as the limits allow, evenly filled.
    /// </summary>
    public IEnumerable<PlannedSegment> Drain()
    {
        var start = 0;
        for (var i = 0; i < _pending.Count; i++)
        {
            if (!IsAlone(_pending[i]))
            {
                continue;
            }

            foreach (var segment in Cut(start, i))
            {
                yield return segment;
            }

            yield return Segment(_pending.GetRange(i, 1));
            start = i + 1;
        }

        foreach (var segment in Cut(start, _pending.Count))
        {
            yield return segment;
        }

        _pending.Clear();
        (_bytes, _manifestBytes, _lines, _work) = (0, 0, 0, 0);
    }

    private IEnumerable<PlannedSegment> Cut(int start, int end)
    {
        var entries = _pending.GetRange(start, end - start).Select(planned => planned.Entry).OfType<ManifestEntry>().ToList();

        // The entry that filled it goes a little beyond the limit: no reason to halve what is a whole shard.
        var most = limits.ManifestBytes + (entries.Count == 0 ? 0 : entries.Max(BytesOf));
        var shards = Math.Max(1, Math.Max(
            Ceiling(entries.Count, limits.Objects),
            Math.Max(Ceiling(entries.Count(entry => entry.Action.IsWork()), limits.WorkOf(Number)), Ceiling(entries.Sum(BytesOf), most))));
        var size = Math.Max(1, Ceiling(end - start, shards));
        for (var first = start; first < end; first += size)
        {
            yield return Segment(_pending.GetRange(first, Math.Min(size, end - first)));
        }
    }

    private bool IsAlone(PlannedEntry planned) => planned.Entry is { } entry && entry.Action.IsWork() && entry.Source.Size >= limits.SplitBytes;

    private static int BytesOf(ManifestEntry entry) => entry.Key.Length + BytesBesideKey + (entry.Reason?.Length ?? 0);

    private PlannedSegment Segment(List<PlannedEntry> keys)
    {
        var tally = new ListingTally();
        var lines = new List<ManifestEntry>(keys.Count);
        foreach (var key in keys)
        {
            key.CountIn(tally);
            if (key.Entry is { } entry)
            {
                lines.Add(entry);
            }
        }

        var manifest = lines.Count > 0 ? new ShardManifest(lines) : null;
        Shards += manifest is { SendObjects: > 0 } ? 1 : 0;
        return new(keys[^1].Key, tally.ToCounts())
        {
            Manifest = manifest,
            Ended = tellsEnded ? PlannedEntry.EndedOf(keys) : [],
        };
    }

    private static int Ceiling(long value, long divisor) => (int)((value + divisor - 1) / divisor);
}
