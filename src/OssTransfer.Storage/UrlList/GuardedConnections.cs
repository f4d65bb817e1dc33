using System.Net;

namespace OssTransfer.Storage.UrlList;

/// <summary>Connections to addresses that users name, judged as those of a list of URLs are: private ones only where they are allowed.</summary>
/// <param name="allow">Private addresses that may be reached.</param>
/// <param name="connectTimeout">How long a connection may take.</param>
/// <param name="time">The clock.</param>
public sealed class GuardedConnections(IReadOnlyList<IPNetwork> allow, TimeSpan connectTimeout, TimeProvider time)
{
    private readonly ConnectGuard _guard = new(new(false, allow), null, connectTimeout, time);

    /// <summary>The connection of a new socket, for a handler's <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="StorageException">All addresses of the host are refused; the message says why.</exception>
    public ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        _guard.OpenAsync(context, cancellationToken);
}
