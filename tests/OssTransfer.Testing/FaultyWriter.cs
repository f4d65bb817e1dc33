using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class FaultyWriter(IObjectWriter inner, FaultScript script) : IObjectWriter
{
    public Task CheckAsync(ObjectKey key, CancellationToken cancellationToken) => inner.CheckAsync(key, cancellationToken);

    public Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Put,
            request.Target.Key,
            async fault =>
            {
                var sent = request with { Body = FaultyBody.Wrap(request.Body, fault), Md5 = fault?.Kind == FaultKind.Damage ? null : request.Md5 };
                return WrongETag.Apply(await inner.PutAsync(sent, cancellationToken), fault);
            },
            cancellationToken);

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Delete,
            key,
            async _ =>
            {
                await inner.DeleteAsync(key, cancellationToken);
                return true;
            },
            cancellationToken);
}
