using System.Diagnostics.CodeAnalysis;

namespace OssTransfer.LoopbackS3.Store;

/// <summary>A place in a <see cref="SortedMap{TValue}"/>, valid until the map changes.</summary>
internal struct SortedMapCursor<TValue>(List<List<KeyValuePair<byte[], TValue>>> chunks, int chunk, int index)
    where TValue : class
{
    private int _chunk = chunk;
    private int _index = index;

    /// <summary>Takes the entry here and moves on.</summary>
    public bool TryNext([NotNullWhen(true)] out byte[]? key, [NotNullWhen(true)] out TValue? value)
    {
        while (_chunk < chunks.Count && _index >= chunks[_chunk].Count)
        {
            _chunk++;
            _index = 0;
        }

        if (_chunk >= chunks.Count)
        {
            (key, value) = (null, null);
            return false;
        }

        (key, value) = chunks[_chunk][_index++];
        return true;
    }
}
