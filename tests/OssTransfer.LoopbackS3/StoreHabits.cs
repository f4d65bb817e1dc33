namespace OssTransfer.LoopbackS3;

/// <summary>What a vendor's S3 does otherwise, always. The defaults are those of S3 itself.</summary>
public sealed record StoreHabits
{
    /// <summary>Where given, a bucket in the path is refused with this code.</summary>
    public string? PathStyleError { get; init; }

    /// <summary>Beginnings of header names, in lower case, that are refused.</summary>
    public IReadOnlyList<string> RefusedHeaders { get; init; } = [];

    /// <summary>Query parameters that are refused.</summary>
    public IReadOnlyList<string> RefusedParameters { get; init; } = [];

    /// <summary>Faults that every request meets: IgnoreListType, IgnoreEncodingType, OpaqueETag and the like.</summary>
    public IReadOnlyList<FaultKind> Always { get; init; } = [];

    /// <summary>A listing that is asked to encode its keys gives the same page for ever.</summary>
    public bool EncodedListingsStick { get; init; }

    /// <summary>ETags in upper case.</summary>
    public bool UpperCaseETags { get; init; }

    /// <summary>ETags of objects made of parts look like S3's but are made by another formula.</summary>
    public bool OwnCompositeETags { get; init; }

    /// <summary>
    /// The header by which PUT, initiate, part, complete, HEAD and GET say that objects are encrypted with a key of a key service or of the customer
    /// (<c>x-amz-server-side-encryption: aws:kms</c>): their ETags look like MD5s and are none. Null: they aren't.
    /// </summary>
    public KeyValuePair<string, string>? Encryption { get; init; }

    /// <summary>ETags look like MD5s and are none, though no header says so.</summary>
    public bool OpaqueETags { get; init; }

    /// <summary>The checksum of this header (<c>x-amz-checksum-crc32c</c>) is compared with the body of a PUT and given back; null: none is known.</summary>
    public string? ChecksumHeader { get; init; }

    /// <summary>All parts but the last have the same size.</summary>
    public bool EqualParts { get; init; }

    /// <summary>Objects that are stored encoded are decoded on the way; null: they never are.</summary>
    public DecodingHabit? Decoding { get; init; }

    /// <summary>In what order keys are listed.</summary>
    public ListingOrder ListingOrder { get; init; }

    /// <summary>Bytes a key may have.</summary>
    public int MaxKeyBytes { get; init; } = 1024;

    internal bool HidesMd5s => OpaqueETags || Encryption is not null;

    internal string Spelt(string etag) => UpperCaseETags ? etag.ToUpperInvariant() : etag;
}
