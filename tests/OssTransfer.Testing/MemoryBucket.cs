using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>The state of a <see cref="MemoryStore"/>. Callers hold <see cref="Gate"/>.</summary>
internal sealed class MemoryBucket
{
    private readonly Dictionary<ObjectKey, MemoryObject> _objects = [];
    private readonly List<ObjectKey> _sorted = [];
    private int _lastNumber;

    public Lock Gate { get; } = new();

    public IReadOnlyList<ObjectKey> SortedKeys => _sorted;

    public Dictionary<string, MemoryUpload> Uploads { get; } = [];

    public MemoryObject? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    public void Set(ObjectKey key, MemoryObject value)
    {
        if (!_objects.ContainsKey(key))
        {
            _sorted.Insert(~_sorted.BinarySearch(key), key);
        }

        _objects[key] = value;
    }

    public void Remove(ObjectKey key)
    {
        if (_objects.Remove(key))
        {
            _sorted.RemoveAt(_sorted.BinarySearch(key));
        }
    }

    /// <summary>The index of the first key that is greater than (or, where asked, equal to) this one.</summary>
    public int IndexAfter(ObjectKey key, bool orEqual)
    {
        var index = _sorted.BinarySearch(key);
        return index < 0 ? ~index : orEqual ? index : index + 1;
    }

    public string NextId(string kind) => $"{kind}-{++_lastNumber}";

    /// <summary>What looks like an MD5 and is none of any content.</summary>
    public string NextMd5() => Md5Hex(System.Text.Encoding.UTF8.GetBytes(NextId("sealed")));

    public static string Md5Hex(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));
}
