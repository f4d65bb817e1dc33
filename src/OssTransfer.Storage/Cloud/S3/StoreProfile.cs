namespace OssTransfer.Storage.Cloud.S3;

/// <summary>How a vendor's S3 differs from the others': a record, never an <c>if</c>.</summary>
internal sealed record StoreProfile
{
    /// <summary>As users name it.</summary>
    public required string Name { get; init; }

    public required StoreTraits Traits { get; init; }

    /// <summary>Ends of host names (with the dot in front), or labels (without a dot) that identify the vendor.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The addressing where the user names none and the bucket's name and the endpoint allow both.</summary>
    public required BucketAddressing Addressing { get; init; }

    /// <summary>A bucket in the path is refused by the service.</summary>
    public bool IsHostOnly { get; init; }

    /// <summary>Regions that answer over http alone.</summary>
    public IReadOnlyList<string> HttpOnlyRegions { get; init; } = [];

    /// <summary>An endpoint as it should be spelt, for messages.</summary>
    public string Example { get; init; } = "https://s3.example.com";

    /// <summary>How every bucket's name ends, as a regular expression; null where nothing is special.</summary>
    public string? BucketEnd { get; init; }

    /// <summary>Temporary credentials are taken.</summary>
    public bool TakesSessionTokens { get; init; } = true;

    /// <summary>An ETag of 32 digits is the MD5 whoever wrote the object and however; false where there are objects with others that look alike.</summary>
    public bool ForeignETagIsMd5 { get; init; } = true;

    /// <summary>Signed for where neither the user nor the endpoint names a region.</summary>
    public string DefaultRegion { get; init; } = "us-east-1";

    /// <summary>The listing to begin with, 1 or 2. A store that ignores 2 is noticed.</summary>
    public int ListVersion { get; init; } = 2;

    /// <summary>Listings are asked for with encoding-type=url.</summary>
    public bool EncodesListings { get; init; } = true;

    /// <summary>
    /// The service gzips bodies in transit where a request accepts gzip, so <c>identity</c> is asked for. Others do the contrary: they unzip what is stored as
    /// gzip where a request doesn't accept it, so requests to them do.
    /// </summary>
    public bool CompressesOnTheWay { get; init; }

    /// <summary>Over https a body is not part of the signature: TLS guards it, and the signature covers its Content-MD5. Over http it always is.</summary>
    public bool UnsignedPayload { get; init; } = true;

    /// <summary>x-amz-checksum-crc32c of a PUT is checked and repeated in the answer. Some others refuse a request that has it.</summary>
    public bool RepeatsChecksums { get; init; }

    /// <summary>x-amz-copy-source-if-match is understood.</summary>
    public bool CopiesConditionally { get; init; } = true;

    /// <summary>A listing can say which archived objects are restored.</summary>
    public bool ListsRestoreStatus { get; init; }

    /// <summary>What objects of others are read by.</summary>
    public StoreTraits ForeignTraits => ForeignETagIsMd5 ? Traits : Traits with { ETag = ETagMeaning.Opaque };
}
