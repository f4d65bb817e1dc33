using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OssTransfer.Silo.Connections;

/// <summary>A transport whose listeners have a gate each.</summary>
internal sealed class GatedListening(IConnectionListenerFactory inner, Func<ConnectionGate> create) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new GatedListener(await inner.BindAsync(endpoint, cancellationToken), create());
}
