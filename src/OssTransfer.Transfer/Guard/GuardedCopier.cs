using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

internal sealed class GuardedCopier(IObjectCopier inner, StoreGuard guard) : IObjectCopier
{
    public bool CanCopyFrom(IObjectStore source) => inner.CanCopyFrom(Unguarded(source));

    public Task<WriteResult> CopyAsync(CopyRequest request, CancellationToken cancellationToken) =>
        guard.RunAsync(RequestKind.Copy, 0, token => inner.CopyAsync(request with { Source = Unguarded(request.Source) }, token), cancellationToken);

    private static IObjectStore Unguarded(IObjectStore store) => store is GuardedStore guarded ? guarded.Inner : store;
}
