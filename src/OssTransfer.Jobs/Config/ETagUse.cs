namespace OssTransfer.Jobs.Config;

/// <summary>What a store's ETags are taken for (<c>src-etag</c>, <c>des-etag</c>). Values are stored: never reuse a number.</summary>
public enum ETagUse
{
    /// <summary>As the store's profile and each of its answers say.</summary>
    Auto = 0,

    /// <summary>They are no digests of the content, although answers don't say so.</summary>
    Opaque = 1,
}
