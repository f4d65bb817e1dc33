using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedWriter(IObjectWriter inner, StoreGuard guard) : IObjectWriter
{
    public Task CheckAsync(ObjectKey key, CancellationToken cancellationToken) => inner.CheckAsync(key, cancellationToken);

    public Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(
            RequestKind.Put,
            request.Body.Length,
            token => inner.PutAsync(request with { Body = new GuardedBody(request.Body, RequestKind.Put, guard) }, token),
            cancellationToken);

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        guard.RunAsync(
            RequestKind.Delete,
            0,
            async token =>
            {
                await inner.DeleteAsync(key, token);
                return true;
            },
            cancellationToken);
}
