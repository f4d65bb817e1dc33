namespace OssTransfer.Storage.Cloud.S3;

/// <summary>The headers of an object that is written.</summary>
internal static class S3WriteHeaders
{
    private const string UserPrefix = "x-amz-meta-";
    private const string DefaultType = "application/octet-stream";

    /// <summary>Adds what the object should carry.</summary>
    public static void AddTo(CloudCall call, WriteTarget target)
    {
        var metadata = target.Metadata;
        call.Headers.Add(new("content-type", string.IsNullOrEmpty(metadata.ContentType) ? DefaultType : metadata.ContentType));
        AddTo(call.Headers, "x-amz-acl", target.Acl);
        AddTo(call.Headers, "x-amz-storage-class", target.StorageClass);
        for (var i = 0; i < metadata.User.Count; i++)
        {
            call.Headers.Add(new(UserPrefix + metadata.User[i].Key.ToLowerInvariant(), metadata.User[i].Value));
        }

        AddTo(call.UnsignedHeaders, "cache-control", metadata.CacheControl);
        AddTo(call.UnsignedHeaders, "content-disposition", metadata.ContentDisposition);
        AddTo(call.UnsignedHeaders, "content-encoding", metadata.ContentEncoding);
        AddTo(call.UnsignedHeaders, "content-language", metadata.ContentLanguage);
        AddTo(call.UnsignedHeaders, "expires", metadata.Expires);
    }

    private static void AddTo(List<KeyValuePair<string, string>> headers, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            headers.Add(new(name, value));
        }
    }
}
