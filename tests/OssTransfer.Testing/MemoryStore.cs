using OssTransfer.Storage;

namespace OssTransfer.Testing;

/// <summary>
/// A whole store in memory. By default it behaves like AWS S3 with parts from one byte on: byte order, ETag = MD5, composite ETags, Content-MD5 checked.
/// Other traits make it behave otherwise: <see cref="KeyOrder.Unordered"/> scrambles the listing,
/// <see cref="ETagMeaning.Opaque"/> gives ETags that say nothing.
/// </summary>
public sealed class MemoryStore : IObjectStore
{
    private readonly int[] _counts = new int[Enum.GetValues<StoreOperation>().Length];
    private readonly TimeProvider _time;

    /// <param name="time">The clock of Last-Modified; null for the system's.</param>
    public MemoryStore(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Reader = new MemoryReader(this);
        Writer = new MemoryWriter(this);
        Multipart = new MemoryMultipart(this);
        Copier = new MemoryCopier(this);
        Acls = new MemoryAcls(this);
    }

    /// <summary>What the store is like unless <see cref="Traits"/> is set.</summary>
    public static StoreTraits DefaultTraits { get; } = new()
    {
        Name = "memory",
        KeyOrder = KeyOrder.Utf8Bytes,
        ListsAfterAnyKey = true,
        ETag = ETagMeaning.Md5,
        MultipartETagIsComposite = true,
        PartETagIsMd5 = true,
        ChecksContentMd5 = true,
        MinPartBytes = 1,
    };

    /// <inheritdoc/>
    public StoreTraits Traits { get; init; } = DefaultTraits;

    /// <inheritdoc/>
    public IObjectReader Reader { get; }

    /// <summary>Set null for a read-only store.</summary>
    public IObjectWriter? Writer { get; init; }

    /// <summary>Set null for a store without multipart.</summary>
    public IMultipartWriter? Multipart { get; init; }

    /// <summary>Set null for a store without server-side copy.</summary>
    public IObjectCopier? Copier { get; init; }

    /// <summary>Set null for a store without ACLs.</summary>
    public IAclReader? Acls { get; init; }

    /// <summary>Its answers say that objects are encrypted: whatever the traits say, ETags mean nothing.</summary>
    public bool SaysETagsAreOpaque { get; init; }

    /// <summary>Stores with the same account copy from each other by themselves; null: only from itself.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// What the store says of its clock, where <see cref="StoreTraits.ReportsTime"/> only from its first answer on; also moves the Last-Modified it gives.
    /// </summary>
    public TimeSpan? ClockOffset
    {
        get => Traits.ReportsTime && Requests() == 0 ? null : field;
        set;
    }

    /// <summary>All keys in byte order.</summary>
    public IReadOnlyList<ObjectKey> Keys
    {
        get
        {
            lock (Bucket.Gate)
            {
                return [.. Bucket.SortedKeys];
            }
        }
    }

    /// <summary>Uploads that are neither completed nor aborted.</summary>
    public int PendingUploads
    {
        get
        {
            lock (Bucket.Gate)
            {
                return Bucket.Uploads.Count;
            }
        }
    }

    internal MemoryBucket Bucket { get; } = new();

    internal DateTimeOffset Now
    {
        get
        {
            // Stores tell whole seconds in headers and at best milliseconds in listings.
            var now = _time.GetUtcNow() + (ClockOffset ?? TimeSpan.Zero);
            return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        }
    }

    /// <summary>Requests of this kind so far, failed ones included.</summary>
    public int Requests(StoreOperation operation) => Volatile.Read(ref _counts[(int)operation]);

    /// <summary>Requests of all kinds so far.</summary>
    public int Requests() => _counts.Sum();

    /// <summary>Puts an object there as if it had been written in one request, uncounted.</summary>
    /// <returns>Its ETag.</returns>
    public string? Seed(string key, ReadOnlySpan<byte> content, ObjectMetadata? metadata = null) => Seed(ObjectKey.From(key), content, metadata);

    /// <inheritdoc cref="Seed(string,ReadOnlySpan{byte},ObjectMetadata)"/>
    public string? Seed(ObjectKey key, ReadOnlySpan<byte> content, ObjectMetadata? metadata = null)
    {
        lock (Bucket.Gate)
        {
            return Store(new WriteTarget(key, metadata ?? ObjectMetadata.None), content.ToArray()).ETag;
        }
    }

    /// <summary>The object with content and headers, uncounted; null where there is none.</summary>
    public MemoryObject? Find(string key) => Find(ObjectKey.From(key));

    /// <inheritdoc cref="Find(string)"/>
    public MemoryObject? Find(ObjectKey key)
    {
        lock (Bucket.Gate)
        {
            return Bucket.Find(key);
        }
    }

    /// <summary>Gives an object another time of its last change, uncounted.</summary>
    public void Date(string key, DateTimeOffset modified)
    {
        lock (Bucket.Gate)
        {
            var found = Bucket.Find(ObjectKey.From(key))!;
            Bucket.Set(ObjectKey.From(key), found with { Info = found.Info with { LastModified = modified } });
        }
    }

    /// <summary>Removes an object, uncounted.</summary>
    public void Remove(ObjectKey key)
    {
        lock (Bucket.Gate)
        {
            Bucket.Remove(key);
        }
    }

    /// <summary>The headers say these digests of the object from now on.</summary>
    public void Publish(ObjectKey key, params PublishedDigest[] digests)
    {
        lock (Bucket.Gate)
        {
            var stored = Bucket.Find(key) ?? throw new ArgumentException($"no object {key}", nameof(key));
            Bucket.Set(key, stored with { Info = stored.Info with { Digests = digests } });
        }
    }

    /// <summary>Gives an object an ACL, a canned one or any other text, uncounted.</summary>
    public void SetAcl(string key, string acl)
    {
        lock (Bucket.Gate)
        {
            Bucket.Set(ObjectKey.From(key), Bucket.Find(ObjectKey.From(key))! with { Acl = acl });
        }
    }

    /// <summary>Silent rot: one byte of the stored content changes, ETag and headers don't.</summary>
    public void Rot(ObjectKey key)
    {
        lock (Bucket.Gate)
        {
            var stored = Bucket.Find(key) ?? throw new ArgumentException($"no object {key}", nameof(key));
            var content = stored.Content.ToArray();
            content[content.Length / 2] ^= 1;
            Bucket.Set(key, stored with { Content = content });
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal void Count(StoreOperation operation) => Interlocked.Increment(ref _counts[(int)operation]);

    /// <summary>Stores a whole object as one PUT would. The caller holds the bucket's gate.</summary>
    internal WriteResult Store(WriteTarget target, byte[] content)
    {
        var isMd5 = Traits.ETag == ETagMeaning.Md5 && !SaysETagsAreOpaque;
        var etag = isMd5 ? MemoryBucket.Md5Hex(content) : SaysETagsAreOpaque ? Bucket.NextMd5() : Bucket.NextId("etag");
        return Store(target, content, etag, isMd5 ? [new(DigestKind.Md5, Convert.FromHexString(etag))] : []);
    }

    internal WriteResult Store(WriteTarget target, byte[] content, string etag, IReadOnlyList<PublishedDigest> digests)
    {
        var metadata = Traits.KeepsMetadata ? target.Metadata : ObjectMetadata.None;
        metadata = metadata with { ContentType = metadata.ContentType ?? "application/octet-stream" };
        var info = new ObjectInfo(content.Length, Now, etag, metadata)
        {
            StorageClass = target.StorageClass,
            Digests = digests,
            HasOpaqueETag = SaysETagsAreOpaque,
            IsStamped = true,
        };
        Bucket.Set(target.Key, new(content, info, target.Acl));
        return new(etag) { HasOpaqueETag = SaysETagsAreOpaque };
    }

    internal void CheckKey(ObjectKey key)
    {
        if (key.IsEmpty || key.Length > Traits.MaxKeyBytes)
        {
            throw new StorageException(StorageErrorKind.InvalidKey, $"a key has 1 to {Traits.MaxKeyBytes} bytes, this one has {key.Length}");
        }
    }
}
