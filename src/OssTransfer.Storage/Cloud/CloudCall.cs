using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>A call before it is signed; good for one sending.</summary>
internal sealed class CloudCall(HttpMethod method, CloudOperation what, CloudScope scope)
{
    public HttpMethod Method => method;

    public CloudOperation What => what;

    public CloudScope Scope => scope;

    /// <summary>Empty for the bucket.</summary>
    public ObjectKey Key => what.Key;

    public CloudQuery Query { get; init; } = CloudQuery.None;

    public UploadBody? Body { get; init; }

    /// <summary>MD5 of the body, 16 bytes.</summary>
    public ReadOnlyMemory<byte>? Md5 { get; init; }

    public bool AnswersLate { get; init; }

    /// <summary>What the signature says of the body, where the scheme covers it; null where it doesn't.</summary>
    public string? PayloadHash { get; set; }

    /// <summary>The time that the signature names; null before it is signed, and where a refusal's code means a wrong clock.</summary>
    public SigningTime? SignedAt { get; set; }

    /// <summary>A 404 is given back as answer.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Names in lower case.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = new(12);

    /// <summary>Headers that a proxy may change.</summary>
    public List<KeyValuePair<string, string>> UnsignedHeaders { get; } = [];
}
