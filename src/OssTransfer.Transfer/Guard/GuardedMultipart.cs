using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedMultipart(IMultipartWriter inner, StoreGuard guard) : IMultipartWriter
{
    public Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.Initiate, 0, token => inner.InitiateAsync(target, token), cancellationToken);

    public Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(
            RequestKind.UploadPart,
            request.Body.Length,
            token => inner.UploadPartAsync(request with { Body = new GuardedBody(request.Body, RequestKind.UploadPart, guard) }, token),
            cancellationToken);

    public IAsyncEnumerable<UploadedPart> ListPartsAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken) =>
        ListWholeAsync(RequestKind.ListParts, token => inner.ListPartsAsync(key, uploadId, token), cancellationToken);

    public Task<WriteResult> CompleteAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.Complete, 0, token => inner.CompleteAsync(key, uploadId, parts, token), cancellationToken);

    public Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken) =>
        guard.RunAsync(
            RequestKind.Abort,
            0,
            async token =>
            {
                await inner.AbortAsync(key, uploadId, token);
                return true;
            },
            cancellationToken);

    public IAsyncEnumerable<PendingUpload> ListUploadsAsync(ObjectKey prefix, CancellationToken cancellationToken) =>
        ListWholeAsync(RequestKind.ListUploads, token => inner.ListUploadsAsync(prefix, token), cancellationToken);

    /// <summary>These lists are short and have no position to go on from: a retry begins again, so nothing is handed out before the end.</summary>
    private async IAsyncEnumerable<T> ListWholeAsync<T>(
        RequestKind operation, Func<CancellationToken, IAsyncEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = await guard.RunAsync(
            operation,
            0,
            async token =>
            {
                var items = new List<T>();
                await foreach (var item in list(token))
                {
                    items.Add(item);
                }

                return items;
            },
            cancellationToken);
        foreach (var item in all)
        {
            yield return item;
        }
    }
}
