namespace OssTransfer.Storage.Cloud.S3;

/// <summary>A page of parts or uploads.</summary>
internal sealed record S3MultipartPage<T>(IReadOnlyList<T> Items, bool IsTruncated)
{
    /// <summary>Of uploads: where to go on.</summary>
    public ObjectKey NextKey { get; init; }

    /// <summary>Of uploads: where to go on.</summary>
    public string? NextId { get; init; }
}
