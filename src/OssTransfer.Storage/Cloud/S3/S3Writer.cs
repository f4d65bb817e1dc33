using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Writes and deletes whole objects.</summary>
internal sealed class S3Writer(S3Client client, StoreTraits traits) : IObjectWriter
{
    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("PutObject", request.Target.Key);
        KeyLimits.Check(request.Target.Key, traits, what);
        var call = new CloudCall(HttpMethod.Put, what, CloudScope.Object) { Body = request.Body, Md5 = request.Md5 };
        S3WriteHeaders.AddTo(call, request.Target);
        using var answer = await client.SendAsync(call, cancellationToken);
        return new WriteResult(EntityTag.Bare(answer.Header("ETag")));
    }

    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var what = client.Operation("DeleteObject", key);
        KeyLimits.Check(key, traits, what);
        using var answer = await client.SendAsync(new CloudCall(HttpMethod.Delete, what, CloudScope.Object) { MayBeMissing = true }, cancellationToken);
    }
}
