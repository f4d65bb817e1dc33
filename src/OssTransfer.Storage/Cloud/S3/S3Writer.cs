using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Writes and deletes whole objects.</summary>
/// <param name="client">The bucket.</param>
/// <param name="traits">Its facts.</param>
/// <param name="checksums">It takes <c>x-amz-checksum-crc32c</c> and repeats it.</param>
internal sealed class S3Writer(S3Client client, StoreTraits traits, bool checksums) : IObjectWriter
{
    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("PutObject", request.Target.Key);
        KeyLimits.Check(request.Target.Key, traits, what);
        var call = new CloudCall(HttpMethod.Put, what, CloudScope.Object) { Body = request.Body, Md5 = request.Md5 };
        S3WriteHeaders.AddTo(call, request.Target);
        var checksum = checksums ? Crc32C.HeaderOf(request.Body.Memory) : null;
        if (checksum is not null)
        {
            call.Headers.Add(new(Crc32C.HeaderName, checksum));
        }

        using var answer = await client.SendAsync(call, cancellationToken);
        return new WriteResult(EntityTag.Bare(answer.Header("ETag")))
        {
            HasOpaqueETag = EncryptionHeaders.HideContent(answer, client.Cloud.Dialect),
            Checked = CheckOf(request, checksum, answer),
        };
    }

    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var what = client.Operation("DeleteObject", key);
        KeyLimits.Check(key, traits, what);
        using var answer = await client.SendAsync(new CloudCall(HttpMethod.Delete, what, CloudScope.Object) { MayBeMissing = true }, cancellationToken);
    }

    private BodyCheck CheckOf(PutRequest request, string? checksum, CloudAnswer answer)
    {
        if (checksum is not null && answer.Header(Crc32C.HeaderName) is { } repeated)
        {
            return repeated == checksum
                ? BodyCheck.Checksum
                : throw new StorageException(StorageErrorKind.Damaged, $"{answer.What}: the store has the CRC-32C {repeated}, {checksum} was sent")
                {
                    Status = answer.Status,
                };
        }

        return traits.ChecksContentMd5 && request.Md5 is not null ? BodyCheck.ContentMd5 : BodyCheck.None;
    }
}
