using System.Security.Cryptography;
using OssTransfer.Storage;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Stores;

/// <summary>A bucket as its service holds it: nothing here takes time. It counts what it was asked.</summary>
internal sealed class Bucket(Scheduler scheduler, StoreFaults faults, string name)
{
    private readonly SortedDictionary<ObjectKey, StoredObject> _objects = [];
    private readonly SortedDictionary<ObjectKey, (TimeSpan Until, StoredObject Before)> _shown = [];
    private readonly SortedDictionary<string, (WriteTarget Target, SortedDictionary<int, byte[]> Parts)> _uploads = new(StringComparer.Ordinal);
    private int _uploadNumbers;

    /// <summary>For people.</summary>
    public string Name { get; } = name;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How long a listing may not show what was written.</summary>
    public TimeSpan ListingLag { get; init; }

    /// <summary>What is there.</summary>
    public IReadOnlyDictionary<ObjectKey, StoredObject> Objects => _objects;

    /// <summary>Uploads that are open and have parts: whoever sends parts has noted the upload before.</summary>
    public IEnumerable<string> Uploads => _uploads.Where(upload => upload.Value.Parts.Count > 0).Select(upload => $"{upload.Key} of {upload.Value.Target.Key}");

    /// <summary>Objects that the program has sent, whole or completed from parts.</summary>
    public int Written { get; private set; }

    /// <summary>The bucket's time.</summary>
    public DateTimeOffset Now => MachineTime.At(scheduler.Now) + ClockOffset;

    /// <summary>Writes an object.</summary>
    public StoredObject Put(ObjectKey key, byte[] content, ObjectMetadata metadata, Writer writer, DateTimeOffset? modified = null)
    {
        var etag = Convert.ToHexStringLower(MD5.HashData(content));
        return Store(key, content, etag, metadata, writer, modified);
    }

    /// <summary>Removes an object.</summary>
    public void Delete(ObjectKey key) => _objects.Remove(key);

    /// <summary>Keys after one, as a listing shows them.</summary>
    public List<KeyValuePair<ObjectKey, StoredObject>> List(ObjectKey prefix, ObjectKey? after, int count) =>
    [
        .. _objects.Where(pair => pair.Key.StartsWith(prefix) && (after is null || pair.Key > after))
            .Select(pair => KeyValuePair.Create(pair.Key, Shown(pair.Key, pair.Value)!))
            .Where(pair => pair.Value is not null)
            .Take(count),
    ];

    /// <summary>Begins an upload.</summary>
    public string Initiate(WriteTarget target)
    {
        var id = $"{Name}-{++_uploadNumbers}";
        _uploads[id] = (target, []);
        return id;
    }

    /// <summary>Keeps a part.</summary>
    public string PutPart(string uploadId, int number, byte[] content)
    {
        Upload(uploadId).Parts[number] = content;
        return Convert.ToHexStringLower(MD5.HashData(content));
    }

    /// <summary>The parts that are there.</summary>
    public IEnumerable<UploadedPart> Parts(string uploadId) =>
        [.. Upload(uploadId).Parts.Select(part => new UploadedPart(part.Key, Convert.ToHexStringLower(MD5.HashData(part.Value)), part.Value.Length))];

    /// <summary>Makes an object of parts.</summary>
    public StoredObject Complete(string uploadId, IReadOnlyList<UploadedPart> parts)
    {
        var (target, held) = Upload(uploadId);
        var bodies = new List<byte[]>();
        foreach (var part in parts)
        {
            if (!held.TryGetValue(part.Number, out var body) || Convert.ToHexStringLower(MD5.HashData(body)) != part.ETag)
            {
                throw new StorageException(StorageErrorKind.InvalidPart, $"part {part.Number} isn't as named") { Status = 400 };
            }

            bodies.Add(body);
        }

        _uploads.Remove(uploadId);
        var digests = bodies.SelectMany(MD5.HashData).ToArray();
        var etag = $"{Convert.ToHexStringLower(MD5.HashData(digests))}-{parts.Count}";
        return Store(target.Key, [.. bodies.SelectMany(body => body)], etag, target.Metadata, Writer.Program, null);
    }

    /// <summary>Drops an upload.</summary>
    public void Abort(string uploadId) => _uploads.Remove(uploadId);

    private StoredObject Store(ObjectKey key, byte[] content, string etag, ObjectMetadata metadata, Writer writer, DateTimeOffset? modified)
    {
        var time = modified ?? Now;
        var stored = new StoredObject(
            content, etag, new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), metadata, writer, scheduler.Now);
        if (writer == Writer.Program)
        {
            Written++;
            if (faults.Forgets)
            {
                scheduler.Trace.Add(scheduler.Now, $"{Name} forgets {key}");
                return stored;
            }
        }

        if (ListingLag > TimeSpan.Zero)
        {
            stored = stored with { VisibleAt = scheduler.Now + (ListingLag * scheduler.Random.NextDouble()) };
            if (_objects.TryGetValue(key, out var before))
            {
                _shown[key] = (stored.VisibleAt, before);
            }
        }

        return _objects[key] = stored;
    }

    private StoredObject? Shown(ObjectKey key, StoredObject stored) =>
        stored.VisibleAt <= scheduler.Now ? stored : _shown.TryGetValue(key, out var shown) && shown.Until == stored.VisibleAt ? shown.Before : null;

    private (WriteTarget Target, SortedDictionary<int, byte[]> Parts) Upload(string id) => _uploads.TryGetValue(id, out var upload)
        ? upload
        : throw new StorageException(StorageErrorKind.UploadGone, $"upload {id} isn't there") { Status = 404, Code = "NoSuchUpload" };
}
