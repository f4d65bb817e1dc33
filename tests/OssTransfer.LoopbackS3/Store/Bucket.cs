using System.Text;
using OssTransfer.LoopbackS3.Bodies;
using OssTransfer.LoopbackS3.Http;
using OssTransfer.LoopbackS3.Store;

namespace OssTransfer.LoopbackS3;

/// <summary>A bucket and its unfinished uploads. Safe to look at and to change while requests run.</summary>
public sealed class Bucket
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly SortedMap<StoredObject> _objects = new();
    private SortedMap<StoredObject>? _listed;
    private readonly SortedDictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    internal Bucket(string name, TimeProvider time)
    {
        Name = name;
        _time = time;
        Created = time.GetUtcNow();
    }

    /// <summary>As in the URL.</summary>
    public string Name { get; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Number of objects.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _objects.Count;
            }
        }
    }

    /// <summary>All objects now, in UTF-8 byte order of their keys.</summary>
    public IReadOnlyList<StoredObject> Objects
    {
        get
        {
            lock (_lock)
            {
                var all = new List<StoredObject>(_objects.Count);
                var cursor = _objects.Seek([], inclusive: true);
                while (cursor.TryNext(out _, out var stored))
                {
                    all.Add(stored);
                }

                return all;
            }
        }
    }

    /// <summary>All keys now, in UTF-8 byte order.</summary>
    public IReadOnlyList<string> Keys => [.. Objects.Select(stored => stored.Key)];

    /// <summary>Multipart uploads that were neither completed nor aborted.</summary>
    public IReadOnlyList<MultipartUpload> Uploads
    {
        get
        {
            lock (_lock)
            {
                return [.. _uploads.Values];
            }
        }
    }

    /// <summary>The object of that key, or null.</summary>
    public StoredObject? this[string key] => Find(Encoding.UTF8.GetBytes(key));

    /// <summary>The object of that key in UTF-8, or null.</summary>
    public StoredObject? Find(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            return _objects.Get(key);
        }
    }

    /// <summary>Puts an object past the API. Header names are in lower case.</summary>
    public StoredObject Put(string key, ReadOnlySpan<byte> body, IReadOnlyDictionary<string, string>? headers = null, DateTimeOffset? lastModified = null)
    {
        var content = new ObjectBytes([body.ToArray()]);
        var stored = new StoredObject(
            Encoding.UTF8.GetBytes(key),
            content,
            Convert.ToHexStringLower(content.Md5()),
            lastModified ?? _time.GetUtcNow(),
            headers ?? new Dictionary<string, string>());
        Store(stored);
        return stored;
    }

    /// <summary>Removes an object past the API; false where there was none.</summary>
    public bool Delete(string key) => Delete(Encoding.UTF8.GetBytes(key));

    /// <summary>Flips a bit in the middle of a stored body and leaves the ETag as it is.</summary>
    public void Rot(string key)
    {
        var stored = this[key] ?? throw new KeyNotFoundException(key);
        Store(stored.With(Corruption.Flip(stored.Content)));
    }

    /// <summary>From now on listings show what is there at this moment, while HEAD and GET find every change at once.</summary>
    public void FreezeListing()
    {
        var listed = new SortedMap<StoredObject>();
        foreach (var stored in Objects)
        {
            listed.Set(stored.KeyBytes, stored);
        }

        lock (_lock)
        {
            _listed = listed;
        }
    }

    internal bool Delete(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            return _objects.Remove(key);
        }
    }

    internal void Store(StoredObject stored)
    {
        lock (_lock)
        {
            _objects.Set(stored.KeyBytes, stored);
        }
    }

    /// <summary>Stores where <paramref name="allowed"/> agrees with what is there now, as one step.</summary>
    internal void Store(StoredObject stored, Action<StoredObject?> allowed)
    {
        lock (_lock)
        {
            allowed(_objects.Get(stored.KeyBytes));
            _objects.Set(stored.KeyBytes, stored);
        }
    }

    internal ObjectListing List(ListQuery query, ListingOrder order)
    {
        if (KeyComparers.Of(order) is { } comparer && query.Delimiter.Length == 0)
        {
            return ObjectListing.Of(Objects, query, comparer);
        }

        lock (_lock)
        {
            return ObjectListing.Of(_listed ?? _objects, query);
        }
    }

    internal void Add(MultipartUpload upload)
    {
        lock (_lock)
        {
            _uploads.Add(upload.UploadId, upload);
        }
    }

    internal MultipartUpload Upload(string uploadId, ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(uploadId, out var upload) && key.SequenceEqual(upload.KeyBytes)
                ? upload
                : throw S3Errors.NoSuchUpload;
        }
    }

    internal bool RemoveUpload(string uploadId)
    {
        lock (_lock)
        {
            return _uploads.Remove(uploadId);
        }
    }
}
