namespace OssTransfer.Storage.Cloud.S3;

/// <summary>A call before it is signed; good for one sending.</summary>
internal sealed class S3Call(HttpMethod method, CloudOperation what, S3Scope scope)
{
    public HttpMethod Method => method;

    public CloudOperation What => what;

    public S3Scope Scope => scope;

    /// <summary>Empty for the bucket.</summary>
    public ObjectKey Key => what.Key;

    public S3Query Query { get; init; } = S3Query.None;

    public UploadBody? Body { get; init; }

    /// <summary>MD5 of the body, 16 bytes.</summary>
    public ReadOnlyMemory<byte>? Md5 { get; init; }

    public bool AnswersLate { get; init; }

    /// <summary>A 404 is given back as answer.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>Names in lower case.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = new(12);

    /// <summary>Headers that some way station may touch.</summary>
    public List<KeyValuePair<string, string>> UnsignedHeaders { get; } = [];
}
