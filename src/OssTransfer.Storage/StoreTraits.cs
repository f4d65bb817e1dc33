namespace OssTransfer.Storage;

/// <summary>Facts of a store that decide how objects are moved and proven. A vendor is such a record, never an <c>if</c>.</summary>
public sealed record StoreTraits
{
    /// <summary>For people: "JD Cloud OSS", "disk".</summary>
    public required string Name { get; init; }

    /// <summary>What the listing promises.</summary>
    public required KeyOrder KeyOrder { get; init; }

    /// <summary>
    /// That order is certain: the store's documentation says so, or the user. Where it isn't, what a listing leaves out may come later in it,
    /// so it counts as absent only where the whole listing was seen, or when it was asked for.
    /// </summary>
    public bool VouchesForOrder { get; init; } = true;

    /// <summary>
    /// A listing may begin after any key, whether there is such a one or not, and costs no more there than at its beginning: documented, or known of the
    /// protocol (<c>start-after</c>, <c>marker</c>). Only where <see cref="KeyOrder"/> is <see cref="KeyOrder.Utf8Bytes"/>.
    /// </summary>
    public bool ListsAfterAnyKey { get; init; }

    /// <summary>Its answers have its time, so that <see cref="IObjectStore.ClockOffset"/> is known after the first one.</summary>
    public bool ReportsTime { get; init; }

    /// <summary>What the ETag of an object means that was put in one request.</summary>
    public ETagMeaning ETag { get; init; }

    /// <summary>The ETag of a multipart object is <c>hex(md5(md5 of each part))-N</c>, as at AWS.</summary>
    public bool MultipartETagIsComposite { get; init; }

    /// <summary>The ETag in the answer to UploadPart is the MD5 of the part.</summary>
    public bool PartETagIsMd5 { get; init; }

    /// <summary>The store checks a Content-MD5 that is sent with a body.</summary>
    public bool ChecksContentMd5 { get; init; }

    /// <summary>The facts that hold for an object of which an answer says how its ETag is to be taken.</summary>
    /// <param name="hasOpaqueETag">It says nothing of the content (<see cref="ObjectInfo.HasOpaqueETag"/>).</param>
    public StoreTraits ForObject(bool hasOpaqueETag) => hasOpaqueETag ? WithOpaqueETags() : this;

    /// <summary>The facts of a store whose ETags say nothing of the content, neither of objects nor of parts.</summary>
    public StoreTraits WithOpaqueETags() => this with { ETag = ETagMeaning.Opaque, MultipartETagIsComposite = false, PartETagIsMd5 = false };

    /// <summary>Bytes a key may have.</summary>
    public int MaxKeyBytes { get; init; } = 1024;

    /// <summary>Bytes of one PUT.</summary>
    public long MaxPutBytes { get; init; } = 5L << 30;

    /// <summary>Bytes of a part that is not the last.</summary>
    public long MinPartBytes { get; init; } = 5L << 20;

    /// <summary>Bytes of any part.</summary>
    public long MaxPartBytes { get; init; } = 5L << 30;

    /// <summary>Parts of one upload.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>Parts of one upload may differ in size (needed for bodies of unknown length).</summary>
    public bool UnequalParts { get; init; } = true;

    /// <summary>Bytes of one object.</summary>
    public long MaxObjectBytes { get; init; } = 5L << 40;

    /// <summary>Content-Type and the other headers of <see cref="ObjectMetadata"/> are kept. A disk keeps none.</summary>
    public bool KeepsMetadata { get; init; } = true;

    /// <summary>Bytes of all user metadata, names and values.</summary>
    public int MaxUserMetadataBytes { get; init; } = 2048;

    /// <summary>Bytes of a Content-Disposition; null without a limit of its own.</summary>
    public int? MaxContentDispositionBytes { get; init; }
}
