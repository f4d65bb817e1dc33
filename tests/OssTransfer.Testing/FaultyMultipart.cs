using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class FaultyMultipart(IMultipartWriter inner, FaultScript script) : IMultipartWriter
{
    public Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken) =>
        script.RunAsync(StoreOperation.Initiate, target.Key, _ => inner.InitiateAsync(target, cancellationToken), cancellationToken);

    public Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.UploadPart,
            request.Key,
            async fault =>
            {
                var sent = request with { Body = FaultyBody.Wrap(request.Body, fault), Md5 = fault?.Kind == FaultKind.Damage ? null : request.Md5 };
                var part = await inner.UploadPartAsync(sent, cancellationToken);
                return fault?.Kind == FaultKind.WrongETag ? part with { ETag = WrongETag.Of(part.ETag) } : part;
            },
            cancellationToken);

    public async IAsyncEnumerable<UploadedPart> ListPartsAsync(ObjectKey key, string uploadId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = await script.RunAsync(
            StoreOperation.ListParts, key, _ => ReadAsync(inner.ListPartsAsync(key, uploadId, cancellationToken)), cancellationToken);
        foreach (var part in parts)
        {
            yield return part;
        }
    }

    public Task<WriteResult> CompleteAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Complete,
            key,
            async fault => WrongETag.Apply(await inner.CompleteAsync(key, uploadId, parts, cancellationToken), fault),
            cancellationToken);

    public Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Abort,
            key,
            async _ =>
            {
                await inner.AbortAsync(key, uploadId, cancellationToken);
                return true;
            },
            cancellationToken);

    public async IAsyncEnumerable<PendingUpload> ListUploadsAsync(ObjectKey prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var uploads = await script.RunAsync(
            StoreOperation.ListUploads, prefix, _ => ReadAsync(inner.ListUploadsAsync(prefix, cancellationToken)), cancellationToken);
        foreach (var upload in uploads)
        {
            yield return upload;
        }
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
