namespace OssTransfer.LoopbackS3.Store;

/// <summary>
/// Values under byte-string keys in byte order: sorted chunks in a sorted list, so that a listing can start
/// anywhere at the price of a look-up, whatever was written a moment ago. Not thread-safe.
/// </summary>
internal sealed class SortedMap<TValue>
    where TValue : class
{
    private const int ChunkEntries = 512;
    private readonly List<List<KeyValuePair<byte[], TValue>>> _chunks = [];

    public int Count { get; private set; }

    public TValue? Get(ReadOnlySpan<byte> key)
    {
        var (chunk, index, found) = Find(key);
        return found ? _chunks[chunk][index].Value : null;
    }

    public void Set(byte[] key, TValue value)
    {
        if (_chunks.Count == 0)
        {
            _chunks.Add([]);
        }

        var (chunk, index, found) = Find(key);
        var entries = _chunks[chunk];
        if (found)
        {
            entries[index] = new(key, value);
            return;
        }

        Count++;
        entries.Insert(index, new(key, value));
        if (entries.Count > ChunkEntries)
        {
            Split(chunk, index);
        }
    }

    public bool Remove(ReadOnlySpan<byte> key)
    {
        var (chunk, index, found) = Find(key);
        if (!found)
        {
            return false;
        }

        Count--;
        _chunks[chunk].RemoveAt(index);
        if (_chunks[chunk].Count == 0)
        {
            _chunks.RemoveAt(chunk);
        }

        return true;
    }

    /// <summary>The first entry whose key is greater than <paramref name="key"/>, or equal to it where <paramref name="inclusive"/>.</summary>
    public SortedMapCursor<TValue> Seek(ReadOnlySpan<byte> key, bool inclusive)
    {
        if (_chunks.Count == 0)
        {
            return new(_chunks, 0, 0);
        }

        var (chunk, index, found) = Find(key);
        return new(_chunks, chunk, found && !inclusive ? index + 1 : index);
    }

    private void Split(int chunk, int insertedAt)
    {
        var entries = _chunks[chunk];

        // Keys that arrive in order leave full chunks behind instead of half-full ones.
        var at = insertedAt == entries.Count - 1 ? entries.Count - 1 : entries.Count / 2;
        _chunks.Insert(chunk + 1, entries.GetRange(at, entries.Count - at));
        entries.RemoveRange(at, entries.Count - at);
    }

    private (int Chunk, int Index, bool Found) Find(ReadOnlySpan<byte> key)
    {
        var chunk = ChunkOf(key);
        if (chunk < 0)
        {
            return (0, 0, false);
        }

        var entries = _chunks[chunk];
        int low = 0, high = entries.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = key.SequenceCompareTo(entries[middle].Key);
            if (order == 0)
            {
                return (chunk, middle, true);
            }

            (low, high) = order > 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return (chunk, low, false);
    }

    /// <summary>The last chunk whose first key is not greater than <paramref name="key"/>, else the first; -1 in an empty map.</summary>
    private int ChunkOf(ReadOnlySpan<byte> key)
    {
        int low = 0, high = _chunks.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = key.SequenceCompareTo(_chunks[middle][0].Key) >= 0 ? (middle, high) : (low, middle - 1);
        }

        return Math.Min(low, _chunks.Count - 1);
    }
}
