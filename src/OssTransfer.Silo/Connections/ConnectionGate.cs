using System.Net;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Connections;

/// <summary>
/// Admits connections to a port: so many at once, and each is a stranger until it has proven that it may be there, at the API for a call at a time. Where all
/// places are taken, a connection that waits gets that of a stranger that has had time to prove something: of the peer with the most of them the one that
/// has been there longest. So no caller without the token or the certificate can keep others out, and no one address can keep the others out.
/// </summary>
/// <param name="places">Connections at once.</param>
/// <param name="areForStrangers">One that has proven it needs no place any more. Else every connection has one until its end.</param>
/// <param name="time">Measures how long strangers have been there.</param>
internal sealed class ConnectionGate(int places, bool areForStrangers, TimeProvider time)
{
    /// <summary>How long a stranger keeps its place when others want it: what is honest proves itself in less.</summary>
    public static readonly TimeSpan StrangerTimeout = TimeSpan.FromMilliseconds(200);

    private readonly Permits _free = new(places);
    private readonly LinkedList<GatedConnection> _strangers = new();
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
            FindOverdue()?.Abort(new("Others wait, and this connection has not proven that it may be here."));
        }
        while (!await _free.TakeAsync(StrangerTimeout / 10, cancellationToken));
    }

    /// <summary>The place was not taken.</summary>
    public void GiveBack() => _free.Release();

    /// <summary>The connection is a stranger from now on.</summary>
    public void Admit(GatedConnection connection)
    {
        connection.AdmittedAt = time.GetTimestamp();
        lock (_lock)
        {
            connection.AsStranger = _strangers.AddLast(connection);
        }
    }

    /// <summary>The connection has proven that it may be here.</summary>
    public void Prove(GatedConnection connection)
    {
        if (Forget(connection) && areForStrangers)
        {
            _free.Release();
        }
    }

    /// <summary>The connection has ended.</summary>
    public void Leave(GatedConnection connection)
    {
        if (Forget(connection) || !areForStrangers)
        {
            _free.Release();
        }
    }

    /// <returns>It was a stranger.</returns>
    private bool Forget(GatedConnection connection)
    {
        lock (_lock)
        {
            if (connection.AsStranger is not { } place)
            {
                return false;
            }

            _strangers.Remove(place);
            connection.AsStranger = null;
            return true;
        }
    }

    private GatedConnection? FindOverdue()
    {
        lock (_lock)
        {
            return _strangers.TakeWhile(stranger => time.GetElapsedTime(stranger.AdmittedAt) >= StrangerTimeout)
                .GroupBy(stranger => (stranger.RemoteEndPoint as IPEndPoint)?.Address)
                .MaxBy(peer => peer.Count())?.First();
        }
    }
}
