namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Writes and deletes whole objects.</summary>
internal sealed class S3Writer(S3Client client, StoreTraits traits) : IObjectWriter
{
    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("PutObject", request.Target.Key);
        S3Keys.Check(request.Target.Key, traits, what);
        var call = new S3Call(HttpMethod.Put, what, S3Scope.Object) { Body = request.Body, Md5 = request.Md5 };
        S3Headers.Write(call, request.Target);
        using var answer = await client.SendAsync(call, cancellationToken);
        return new WriteResult(S3ETag.Bare(answer.Header("ETag")));
    }

    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var what = client.Operation("DeleteObject", key);
        S3Keys.Check(key, traits, what);
        using var answer = await client.SendAsync(new S3Call(HttpMethod.Delete, what, S3Scope.Object) { MayBeMissing = true }, cancellationToken);
    }
}
