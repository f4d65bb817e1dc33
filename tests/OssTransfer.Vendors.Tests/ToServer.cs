using System.Net;
using System.Net.Sockets;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Vendors.Tests;

/// <summary>Opens every connection to an emulator, whatever host was asked for.</summary>
internal sealed class ToServer(EmulatorServer server)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Url.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
