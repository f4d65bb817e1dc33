using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OssTransfer.Silo.Connections;

/// <summary>Takes a connection from a listener only when the gate has a place for it, so that no flood opens more of them.</summary>
internal sealed class GatedListener(IConnectionListener inner, ConnectionGate gate) : IConnectionListener
{
    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        await gate.TakePlaceAsync(cancellationToken);
        ConnectionContext? connection = null;
        try
        {
            connection = await inner.AcceptAsync(cancellationToken);
            return connection is null ? null : new GatedConnection(connection, gate);
        }
        finally
        {
            if (connection is null)
            {
                gate.GiveBack();
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

    // Not the gate: connections that are still open come back to it.
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
