namespace OssTransfer.LoopbackS3;

/// <summary>What a request asks for, by the names of the S3 API.</summary>
public enum S3Operation
{
    /// <summary>Something that this server does not do.</summary>
    Unknown = 0,
    ListBuckets,
    CreateBucket,
    HeadBucket,
    DeleteBucket,
    GetBucketLocation,
    GetBucketVersioning,
    GetBucketAcl,
    ListObjects,
    ListObjectsV2,
    ListMultipartUploads,
    DeleteObjects,
    HeadObject,
    GetObject,
    PutObject,
    DeleteObject,
    CopyObject,
    GetObjectAcl,
    PutObjectAcl,
    CreateMultipartUpload,
    UploadPart,
    UploadPartCopy,
    ListParts,
    CompleteMultipartUpload,
    AbortMultipartUpload,
}
