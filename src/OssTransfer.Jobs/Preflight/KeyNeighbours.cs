using OssTransfer.Storage;

namespace OssTransfer.Jobs.Preflight;

/// <summary>
/// Finds keys that meet at the destination, from keys in ascending order. Remembers only the keys that the last one begins with, since all that begin with a
/// key follow it at once: memory is bounded by the length of a key.
/// </summary>
public sealed class KeyNeighbours
{
    private readonly List<(ObjectKey Key, bool IsTold)> _open = [];

    /// <summary>Looks at the next key.</summary>
    /// <param name="key">Not less than the one before.</param>
    /// <param name="file">The key that would have to be a directory for this one; named once.</param>
    /// <returns>The key is the one before again.</returns>
    public bool Add(ObjectKey key, out ObjectKey? file)
    {
        file = null;
        while (_open.Count > 0 && !key.StartsWith(_open[^1].Key))
        {
            _open.RemoveAt(_open.Count - 1);
        }

        if (_open.Count > 0 && _open[^1].Key == key)
        {
            return true;
        }

        for (var i = 0; i < _open.Count; i++)
        {
            var (above, isTold) = _open[i];
            if (!isTold && key.Bytes[above.Length] == '/')
            {
                file ??= above;
                _open[i] = (above, true);
            }
        }

        _open.Add((key, false));
        return false;
    }
}
