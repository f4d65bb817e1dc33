namespace OssTransfer.Storage.Cloud.S3;

/// <summary>How a vendor's S3 differs from the others': a record, never an <c>if</c>.</summary>
internal sealed record StoreProfile
{
    /// <summary>As users name it.</summary>
    public required string Name { get; init; }

    public required StoreTraits Traits { get; init; }

    /// <summary>Ends of host names (with the dot in front), or labels (without a dot) that tell the vendor.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The addressing where the user names none and the bucket's name and the endpoint allow both.</summary>
    public required BucketAddressing Addressing { get; init; }

    /// <summary>Signed for where neither the user nor the endpoint names a region.</summary>
    public string DefaultRegion { get; init; } = "us-east-1";

    /// <summary>The listing to begin with, 1 or 2. A store that ignores 2 is noticed.</summary>
    public int ListVersion { get; init; } = 2;

    /// <summary>Listings are asked for with encoding-type=url.</summary>
    public bool EncodesListings { get; init; } = true;

    /// <summary>Over https bodies are not part of the signature unless the user says otherwise.</summary>
    public bool UnsignedPayload { get; init; }

    /// <summary>x-amz-copy-source-if-match is understood.</summary>
    public bool CopiesConditionally { get; init; } = true;

    /// <summary>A listing can say which archived objects are restored.</summary>
    public bool ListsRestoreStatus { get; init; }
}
