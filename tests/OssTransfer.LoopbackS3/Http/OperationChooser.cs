namespace OssTransfer.LoopbackS3.Http;

/// <summary>From method, target and query to the operation. Pure.</summary>
internal static class OperationChooser
{
    /// <summary>Sub-resources that would silently be a plain GET or PUT if they were ignored.</summary>
    private static readonly string[] NotHere =
    [
        "attributes", "tagging", "torrent", "versionId", "retention", "legal-hold", "restore", "select", "partNumber",
        "versions", "policy", "cors", "lifecycle", "encryption", "notification", "object-lock", "replication", "website",
        "logging", "publicAccessBlock", "ownershipControls", "accelerate", "requestPayment", "inventory", "analytics", "metrics",
    ];

    public static S3Operation Choose(string method, RequestTarget target, S3Query query, bool hasCopySource)
    {
        if (target.Bucket.Length == 0)
        {
            return method == "GET" ? S3Operation.ListBuckets : S3Operation.Unknown;
        }

        if (query.IsEmpty)
        {
            return target.HasKey ? PlainObject(method, hasCopySource) : PlainBucket(method);
        }

        return target.HasKey ? Object(method, query, hasCopySource) : Bucket(method, query);
    }

    private static S3Operation PlainBucket(string method) => method switch
    {
        "GET" => S3Operation.ListObjects,
        "HEAD" => S3Operation.HeadBucket,
        "PUT" => S3Operation.CreateBucket,
        "DELETE" => S3Operation.DeleteBucket,
        _ => S3Operation.Unknown,
    };

    private static S3Operation PlainObject(string method, bool hasCopySource) => method switch
    {
        "GET" => S3Operation.GetObject,
        "HEAD" => S3Operation.HeadObject,
        "PUT" => hasCopySource ? S3Operation.CopyObject : S3Operation.PutObject,
        "DELETE" => S3Operation.DeleteObject,
        _ => S3Operation.Unknown,
    };

    private static S3Operation Bucket(string method, S3Query query) => method switch
    {
        "GET" when query.Has("location") => S3Operation.GetBucketLocation,
        "GET" when query.Has("versioning") => S3Operation.GetBucketVersioning,
        "GET" when query.Has("acl") => S3Operation.GetBucketAcl,
        "GET" when query.Has("uploads") => S3Operation.ListMultipartUploads,
        "POST" when query.Has("delete") => S3Operation.DeleteObjects,
        _ when query.HasAny(NotHere) => S3Operation.Unknown,
        "GET" when query.Text("list-type") == "2" => S3Operation.ListObjectsV2,
        _ => PlainBucket(method),
    };

    private static S3Operation Object(string method, S3Query query, bool hasCopySource) => method switch
    {
        "PUT" when query.Has("uploadId") && query.Has("partNumber") =>
            hasCopySource ? S3Operation.UploadPartCopy : S3Operation.UploadPart,
        "GET" when query.Has("uploadId") => S3Operation.ListParts,
        "POST" when query.Has("uploadId") => S3Operation.CompleteMultipartUpload,
        "DELETE" when query.Has("uploadId") => S3Operation.AbortMultipartUpload,
        "POST" when query.Has("uploads") => S3Operation.CreateMultipartUpload,
        "GET" when query.Has("acl") => S3Operation.GetObjectAcl,
        "PUT" when query.Has("acl") => S3Operation.PutObjectAcl,
        _ when query.HasAny(NotHere) => S3Operation.Unknown,
        _ => PlainObject(method, hasCopySource),
    };
}
