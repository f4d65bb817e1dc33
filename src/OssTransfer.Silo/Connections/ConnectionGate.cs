using System.Net;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Connections;

/// <summary>
/// Admits connections to a port, up to a number. Each counts as unauthenticated until the token or certificate check has passed, at the API for the duration
/// of that call. When all places are taken, the oldest unauthenticated connection of the address with the most of them is closed for the next caller, once it
/// has had time for the check. So no caller without the token or the certificate can keep others out, and no one address can keep the others out.
/// </summary>
/// <param name="places">Connections at once.</param>
/// <param name="onlyUnauthenticated">One that is authenticated needs no place any more. Else every connection has one until its end.</param>
/// <param name="time">Measures how long connections have been there.</param>
internal sealed class ConnectionGate(int places, bool onlyUnauthenticated, TimeProvider time)
{
    /// <summary>How long an unauthenticated connection keeps its place when others want it: an honest peer's check takes less.</summary>
    public static readonly TimeSpan UnauthenticatedTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Permits _free = new(places);
    private readonly LinkedList<GatedConnection> _unauthenticated = new();
    private readonly Lock _lock = new();

    /// <summary>Waits for a place; the connection that is admitted next has it.</summary>
    public async ValueTask TakePlaceAsync(CancellationToken cancellationToken)
    {
        if (_free.TryTake())
        {
            return;
        }

        do
        {
            FindOverdue()?.Abort(new("Others wait, and this connection is not authenticated."));
        }
        while (!await _free.TakeAsync(UnauthenticatedTimeout / 10, cancellationToken));
    }

    /// <summary>The place was not taken.</summary>
    public void GiveBack() => _free.Release();

    /// <summary>The connection is unauthenticated from now on.</summary>
    public void Admit(GatedConnection connection)
    {
        connection.AdmittedAt = time.GetTimestamp();
        lock (_lock)
        {
            connection.Unauthenticated = _unauthenticated.AddLast(connection);
        }
    }

    /// <summary>The connection has passed the check.</summary>
    public void Authenticate(GatedConnection connection)
    {
        if (Forget(connection) && onlyUnauthenticated)
        {
            _free.Release();
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Leave(GatedConnection connection)
    {
        if (Forget(connection) || !onlyUnauthenticated)
        {
            _free.Release();
        }
    }

    /// <returns>It was unauthenticated.</returns>
    private bool Forget(GatedConnection connection)
    {
        lock (_lock)
        {
            if (connection.Unauthenticated is not { } place)
            {
                return false;
            }

            _unauthenticated.Remove(place);
            connection.Unauthenticated = null;
            return true;
        }
    }

    private GatedConnection? FindOverdue()
    {
        lock (_lock)
        {
            return _unauthenticated.TakeWhile(waiting => time.GetElapsedTime(waiting.AdmittedAt) >= UnauthenticatedTimeout)
                .GroupBy(waiting => (waiting.RemoteEndPoint as IPEndPoint)?.Address)
                .MaxBy(peer => peer.Count())?.First();
        }
    }
}
