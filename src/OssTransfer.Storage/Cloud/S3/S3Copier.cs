using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Copies between buckets of one service.</summary>
internal sealed class S3Copier(S3Client client, S3Store store, StoreProfile profile) : IObjectCopier
{
    public bool CanCopyFrom(IObjectStore source) =>
        source is S3Store other
        && other.Location.Endpoint == store.Location.Endpoint
        && other.Location.Region == store.Location.Region
        && other.Credentials.AccessKey == store.Credentials.AccessKey;

    public async Task<WriteResult> CopyAsync(CopyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("CopyObject", request.Target.Key);
        KeyLimits.Check(request.Target.Key, profile.Traits, what);
        if (!CanCopyFrom(request.Source))
        {
            throw new StorageException(StorageErrorKind.Unsupported, $"{what}: the source is another service or has other credentials");
        }

        var call = new CloudCall(HttpMethod.Put, what, CloudScope.Object) { Body = new MemoryBody(default), AnswersLate = true };
        S3WriteHeaders.AddTo(call, request.Target);
        var bucket = PercentEncoding.Encode(((S3Store)request.Source).Location.Bucket);
        call.Headers.Add(new("x-amz-copy-source", $"/{bucket}/{PercentEncoding.EncodePath(request.SourceKey.Bytes)}"));
        call.Headers.Add(new("x-amz-metadata-directive", "REPLACE"));
        if (request.IfMatch is not null && profile.CopiesConditionally)
        {
            call.Headers.Add(new("x-amz-copy-source-if-match", EntityTag.Quoted(request.IfMatch)));
        }

        return await client.SendForResultAsync(call, cancellationToken);
    }
}
