using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class FaultyCopier(IObjectCopier inner, FaultScript script) : IObjectCopier
{
    public bool CanCopyFrom(IObjectStore source) => inner.CanCopyFrom(source);

    public Task<WriteResult> CopyAsync(CopyRequest request, CancellationToken cancellationToken) =>
        script.RunAsync(
            StoreOperation.Copy,
            request.Target.Key,
            async fault => WrongETag.Apply(await inner.CopyAsync(request, cancellationToken), fault),
            cancellationToken);
}
