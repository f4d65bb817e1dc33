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

    /// <summary>All parts but the last have the same size.</summary>
    public bool EqualParts { get; init; }

    /// <summary>Bytes a key may have.</summary>
    public int MaxKeyBytes { get; init; } = 1024;

    internal string Spelt(string etag) => UpperCaseETags ? etag.ToUpperInvariant() : etag;
}
