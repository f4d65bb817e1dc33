using System.Security.Cryptography;
using OssTransfer.Storage;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Stores;

/// <summary>A bucket as its service holds it: nothing here takes time. It counts what it was asked.</summary>
internal sealed class Bucket(Scheduler scheduler, StoreFaults faults, string name)
{
    private readonly SortedDictionary<ObjectKey, StoredObject> _objects = [];
    private readonly SortedDictionary<ObjectKey, (TimeSpan Until, StoredObject Before)> _shown = [];
    private readonly SortedDictionary<string, (WriteTarget Target, SortedDictionary<int, (byte[] Content, string ETag)> Parts)> _uploads =
        new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, List<(TimeSpan At, StoredObject? Stored)>> _past = [];
    private readonly Dictionary<ObjectKey, TimeSpan> _lateWrites = [];
    private int _uploadNumbers;

    /// <summary>For people.</summary>
    public string Name { get; } = name;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How long a listing may not show what was written.</summary>
    public TimeSpan ListingLag { get; init; }

    /// <summary>Its service encrypts with keys of its own: its ETags look like an MD5, and are none.</summary>
    public bool Encrypts { get; init; }

    /// <summary>Its listing tells no sizes.</summary>
    public bool HidesListedSizes { get; init; }

    /// <summary>Nothing that it answers tells a size, and it gives no slices.</summary>
    public bool HidesSizes { get; init; }

    /// <summary>What is there.</summary>
    public IReadOnlyDictionary<ObjectKey, StoredObject> Objects => _objects;

    /// <summary>Uploads that are open and have parts: whoever sends parts has noted the upload before.</summary>
    public IEnumerable<string> Uploads => _uploads.Where(upload => upload.Value.Parts.Count > 0).Select(upload => $"{upload.Key} of {upload.Value.Target.Key}");

    /// <summary>Whole objects that went out to it, and uploads that were completed.</summary>
    public long ObjectsSent { get; private set; }

    /// <summary>Bytes that went out to it.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Told what of a user's the program replaces.</summary>
    public Action<ObjectKey, StoredObject, StoredObject>? Replaced { get; set; }

    /// <summary>The bucket's time.</summary>
    public DateTimeOffset Now => MachineTime.At(scheduler.Now) + ClockOffset;

    /// <summary>Writes an object.</summary>
    public StoredObject Put(ObjectKey key, byte[] content, ObjectMetadata metadata, Writer writer, DateTimeOffset? modified = null)
    {
        return Store(key, content, ETagOf(content), metadata, writer, modified);
    }

    /// <summary>Removes an object.</summary>
    public void Delete(ObjectKey key)
    {
        if (_objects.Remove(key))
        {
            Past(key).Add((scheduler.Now, null));
        }
    }

    /// <summary>An object changes by itself, and nothing but its content tells.</summary>
    public void Rot(ObjectKey key)
    {
        var stored = _objects[key];
        var content = (byte[])stored.Content.Clone();
        content[scheduler.Random.Next(content.Length)] ^= 1;
        Past(key).Add((scheduler.Now, stored with { Content = content }));
        _objects[key] = stored with { Content = content };
    }

    /// <summary>A body was sent, whether it has arrived or not.</summary>
    public void Count(long objects, long bytes) => (ObjectsSent, BytesSent) = (ObjectsSent + objects, BytesSent + bytes);

    /// <summary>What was under a key, in the order of time; null: it was deleted.</summary>
    public IReadOnlyList<(TimeSpan At, StoredObject? Stored)> PastOf(ObjectKey key) => _past.TryGetValue(key, out var past) ? past : [];

    /// <summary>Something that was sent long before arrived under this key since then.</summary>
    public bool HasLateWrite(ObjectKey key, TimeSpan since) => _lateWrites.TryGetValue(key, out var at) && at >= since;

    /// <summary>What is written now was sent long ago.</summary>
    public void NoteLate(ObjectKey key) => _lateWrites[key] = scheduler.Now;

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
        var etag = ETagOf(content);
        Upload(uploadId).Parts[number] = (content, etag);
        return etag;
    }

    /// <summary>The parts that are there.</summary>
    public IEnumerable<UploadedPart> Parts(string uploadId) =>
        [.. Upload(uploadId).Parts.Select(part => new UploadedPart(part.Key, part.Value.ETag, part.Value.Content.Length))];

    /// <summary>Makes an object of parts.</summary>
    public StoredObject Complete(string uploadId, IReadOnlyList<UploadedPart> parts)
    {
        var (target, held) = Upload(uploadId);
        var bodies = new List<byte[]>();
        foreach (var part in parts)
        {
            if (!held.TryGetValue(part.Number, out var body) || body.ETag != part.ETag)
            {
                throw new StorageException(StorageErrorKind.InvalidPart, $"part {part.Number} isn't as named") { Status = 400 };
            }

            bodies.Add(body.Content);
        }

        _uploads.Remove(uploadId);
        var digests = bodies.SelectMany(MD5.HashData).ToArray();
        var etag = $"{ETagOf(digests)}-{parts.Count}";
        return Store(target.Key, [.. bodies.SelectMany(body => body)], etag, target.Metadata, Writer.Program, null);
    }

    /// <summary>Drops an upload.</summary>
    public void Abort(string uploadId) => _uploads.Remove(uploadId);

    private string ETagOf(byte[] content)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        if (Encrypts)
        {
            scheduler.Random.NextBytes(digest);
        }
        else
        {
            MD5.HashData(content, digest);
        }

        return Convert.ToHexStringLower(digest);
    }

    private StoredObject Store(ObjectKey key, byte[] content, string etag, ObjectMetadata metadata, Writer writer, DateTimeOffset? modified)
    {
        var time = modified ?? Now;
        var stored = new StoredObject(
            content, etag, new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), metadata, writer, scheduler.Now);
        if (writer == Writer.Program)
        {
            if (faults.Forgets)
            {
                scheduler.Trace.Add(scheduler.Now, $"{Name} forgets {key}");
                return stored;
            }

            if (_objects.TryGetValue(key, out var replaced) && replaced.Writer == Writer.User)
            {
                Replaced?.Invoke(key, replaced, stored);
            }
        }

        // What is there from the beginning has been there for long.
        if (ListingLag > TimeSpan.Zero && scheduler.Now > TimeSpan.Zero)
        {
            stored = stored with { VisibleAt = scheduler.Now + (ListingLag * scheduler.Random.NextDouble()) };
            if (_objects.TryGetValue(key, out var before))
            {
                _shown[key] = (stored.VisibleAt, before);
            }
        }

        Past(key).Add((scheduler.Now, stored));
        return _objects[key] = stored;
    }

    private List<(TimeSpan At, StoredObject? Stored)> Past(ObjectKey key)
    {
        if (!_past.TryGetValue(key, out var past))
        {
            _past[key] = past = [];
        }

        return past;
    }

    private StoredObject? Shown(ObjectKey key, StoredObject stored) =>
        stored.VisibleAt <= scheduler.Now ? stored : _shown.TryGetValue(key, out var shown) && shown.Until == stored.VisibleAt ? shown.Before : null;

    private (WriteTarget Target, SortedDictionary<int, (byte[] Content, string ETag)> Parts) Upload(string id) => _uploads.TryGetValue(id, out var upload)
        ? upload
        : throw new StorageException(StorageErrorKind.UploadGone, $"upload {id} isn't there") { Status = 404, Code = "NoSuchUpload" };
}
