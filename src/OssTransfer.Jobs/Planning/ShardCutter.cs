using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Planning;

/// <summary>Gathers planned keys in order and cuts them into shards of even size.</summary>
internal sealed class ShardCutter(ShardLimits limits)
{
    private const int BytesBesideKey = 48;

    // Excluded keys give no line, but they wait here too: beyond this many the position moves over them.
    private const int KeysPerLine = 8;
    private readonly List<PlannedEntry> _pending = [];
    private long _bytes;
    private int _manifestBytes;
    private int _lines;

    /// <summary>Lines that wait to be cut.</summary>
    public int Lines => _lines;

    public bool IsFull => _lines >= limits.Objects || _pending.Count >= limits.Objects * KeysPerLine || _bytes >= limits.Bytes || _manifestBytes >= limits.ManifestBytes;

    public void Add(PlannedEntry planned)
    {
        _pending.Add(planned);
        if (planned.Entry is { } entry)
        {
            _lines++;
            _bytes += entry.Action == EntryAction.Send ? Math.Max(0, entry.Source.Size) : 0;
            _manifestBytes += entry.Key.Length + BytesBesideKey + (entry.Reason?.Length ?? 0);
        }
    }

    /// <summary>Everything that waits, as the fewest shards that the limits allow, evenly filled; nothing where nothing waits.</summary>
    public IEnumerable<PlannedSegment> Drain()
    {
        if (_pending.Count == 0)
        {
            yield break;
        }

        var shards = Math.Max(1, Math.Max(Ceiling(_lines, limits.Objects), Ceiling(_manifestBytes, limits.ManifestBytes)));
        var size = Ceiling(_pending.Count, shards);
        for (var start = 0; start < _pending.Count; start += size)
        {
            yield return Segment(_pending.GetRange(start, Math.Min(size, _pending.Count - start)));
        }

        _pending.Clear();
        (_bytes, _manifestBytes, _lines) = (0, 0, 0);
    }

    private static PlannedSegment Segment(List<PlannedEntry> keys)
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

        return new(keys[^1].Key, tally.ToCounts()) { Manifest = lines.Count > 0 ? new(lines) : null };
    }

    private static int Ceiling(long value, long divisor) => (int)((value + divisor - 1) / divisor);
}
