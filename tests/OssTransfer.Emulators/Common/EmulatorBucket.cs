using System.Text;

namespace OssTransfer.Emulators.Common;

/// <summary>Objects in the byte order of their keys, and unfinished uploads. Safe to use while requests run.</summary>
public sealed class EmulatorBucket
{
    private readonly Lock _lock = new();
    private readonly List<EmulatorObject> _objects = [];
    private readonly Dictionary<string, EmulatorUpload> _uploads = [];

    internal EmulatorBucket(string name) => Name = name;

    public string Name { get; }

    /// <summary>All objects now.</summary>
    public IReadOnlyList<EmulatorObject> Objects
    {
        get
        {
            lock (_lock)
            {
                return [.. _objects];
            }
        }
    }

    public void Put(EmulatorObject stored)
    {
        lock (_lock)
        {
            var at = Place(stored.Key);
            if (at >= 0)
            {
                _objects[at] = stored;
            }
            else
            {
                _objects.Insert(~at, stored);
            }
        }
    }

    /// <summary>The object of this key; null where there is none.</summary>
    public EmulatorObject? Find(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            var at = Place(key);
            return at < 0 ? null : _objects[at];
        }
    }

    /// <summary>The object of this key; null where there is none.</summary>
    public EmulatorObject? Find(string key) => Find(Encoding.UTF8.GetBytes(key));

    public bool Remove(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            var at = Place(key);
            if (at >= 0)
            {
                _objects.RemoveAt(at);
            }

            return at >= 0;
        }
    }

    /// <summary>Replaces the object of this key by what is made of it.</summary>
    public void Change(string key, Func<EmulatorObject, EmulatorObject> change) =>
        Put(change(Find(key) ?? throw new InvalidOperationException($"no object {key}")));

    /// <summary>At most <paramref name="max"/> objects and folded prefixes after a key.</summary>
    public BucketPage List(byte[] prefix, byte[] after, byte[] delimiter, int max)
    {
        lock (_lock)
        {
            var (objects, prefixes, last) = (new List<EmulatorObject>(), new List<byte[]>(), after);
            var at = Place(after.AsSpan().SequenceCompareTo(prefix) < 0 ? prefix : after);
            at = at < 0 ? ~at : at;
            for (; at < _objects.Count && _objects[at].Key.AsSpan().StartsWith(prefix); at++)
            {
                var key = _objects[at].Key;
                var folded = Folded(key, prefix.Length, delimiter);
                if (key.AsSpan().SequenceCompareTo(after) <= 0
                    || (folded is not null && (after.AsSpan().StartsWith(folded) || (prefixes.Count > 0 && prefixes[^1].AsSpan().SequenceEqual(folded)))))
                {
                    continue;
                }

                if (objects.Count + prefixes.Count == max)
                {
                    return new(objects, prefixes, true, last);
                }

                if (folded is null)
                {
                    objects.Add(_objects[at]);
                }
                else
                {
                    prefixes.Add(folded);
                }

                last = folded ?? key;
            }

            return new(objects, prefixes, false, last);
        }
    }

    public EmulatorUpload AddUpload(string id, EmulatorObject template)
    {
        lock (_lock)
        {
            return _uploads[id] = new(id, template);
        }
    }

    /// <summary>The upload; null where there is none, or of another key.</summary>
    public EmulatorUpload? FindUpload(string id, ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(id, out var upload) && upload.Template.Key.AsSpan().SequenceEqual(key) ? upload : null;
        }
    }

    public void RemoveUpload(string id)
    {
        lock (_lock)
        {
            _uploads.Remove(id);
        }
    }

    private static byte[]? Folded(byte[] key, int from, byte[] delimiter)
    {
        var at = delimiter.Length == 0 ? -1 : key.AsSpan(from).IndexOf(delimiter);
        return at < 0 ? null : key[..(from + at + delimiter.Length)];
    }

    /// <summary>Where the key stands; else the complement of where it would stand.</summary>
    private int Place(ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, _objects.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _objects[middle].Key.AsSpan().SequenceCompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
