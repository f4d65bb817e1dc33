using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Which code carries out which operation.</summary>
internal sealed class OperationTable(ServerState state)
{
    private readonly BucketOperations _buckets = new(state);
    private readonly ListOperations _lists = new(state);
    private readonly ObjectReads _reads = new(state);
    private readonly ObjectWrites _writes = new(state);
    private readonly ObjectCopies _copies = new(state);
    private readonly MultipartOperations _multipart = new(state);
    private readonly MultipartLists _multipartLists = new(state);

    public Task<S3Answer> RunAsync(S3Request request, CancellationToken cancellationToken) => request.Operation switch
    {
        S3Operation.GetObject => Task.FromResult(_reads.Get(request)),
        S3Operation.HeadObject => Task.FromResult(_reads.Head(request)),
        S3Operation.PutObject => _writes.PutAsync(request, cancellationToken),
        S3Operation.DeleteObject => Task.FromResult(_writes.Delete(request)),
        S3Operation.DeleteObjects => _writes.DeleteManyAsync(request, cancellationToken),
        S3Operation.GetObjectAcl => Task.FromResult(_reads.Acl(request)),
        S3Operation.PutObjectAcl => _writes.PutAclAsync(request, cancellationToken),
        S3Operation.CopyObject => Task.FromResult(_copies.Copy(request)),
        S3Operation.UploadPartCopy => Task.FromResult(_copies.CopyPart(request)),
        S3Operation.CreateMultipartUpload => Task.FromResult(_multipart.Create(request)),
        S3Operation.UploadPart => _multipart.UploadPartAsync(request, cancellationToken),
        S3Operation.CompleteMultipartUpload => _multipart.CompleteAsync(request, cancellationToken),
        S3Operation.AbortMultipartUpload => Task.FromResult(_multipart.Abort(request)),
        S3Operation.ListParts => Task.FromResult(_multipartLists.Parts(request)),
        S3Operation.ListMultipartUploads => Task.FromResult(_multipartLists.Uploads(request)),
        S3Operation.ListObjects or S3Operation.ListObjectsV2 => Task.FromResult(_lists.List(request)),
        S3Operation.ListBuckets => Task.FromResult(_buckets.List()),
        S3Operation.CreateBucket => _buckets.CreateAsync(request, cancellationToken),
        S3Operation.HeadBucket => Task.FromResult(_buckets.Head(request)),
        S3Operation.DeleteBucket => Task.FromResult(_buckets.Delete(request)),
        S3Operation.GetBucketLocation => Task.FromResult(_buckets.Location(request)),
        S3Operation.GetBucketVersioning => Task.FromResult(_buckets.Versioning(request)),
        S3Operation.GetBucketAcl => Task.FromResult(_buckets.Acl(request)),
        _ => throw S3Errors.NotImplemented,
    };
}
