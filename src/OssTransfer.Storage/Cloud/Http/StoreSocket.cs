using System.Buffers.Binary;
using System.Net.Sockets;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>
/// Connections to stores. The kernel buffers little more of a body than the network has taken: otherwise megabytes would count as sent that a slow connection
/// has yet to carry, and the wait for the answer would end before the store has them.
/// </summary>
internal static class StoreSocket
{
    private const int UnsentBytes = 256 << 10;

    // TCP_NOTSENT_LOWAT of Linux.
    private const int Tcp = 6;
    private const int NotSentLowAt = 25;

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            BoundUnsent(socket);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Elsewhere than on Linux, what the kernel takes is what its settings say.</summary>
    private static void BoundUnsent(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> value = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(value, UnsentBytes);
            socket.SetRawSocketOption(Tcp, NotSentLowAt, value);
        }
    }
}
