using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace OssTransfer.Cli.Client;

/// <summary>
/// Reads one plain answer of a silo on this machine from a connection of its own: half of what a command takes at its start is to get HttpClient ready.
/// Anything unusual is left to HttpClient, which asks once more; a read changes nothing.
/// </summary>
internal static class LocalRead
{
    // A silo that takes longer is waited for by HttpClient.
    private const int TimeoutMilliseconds = 2000;
    private const int LongestHead = 8192;
    private const int LongestBody = 16 << 20;

    /// <summary>The body of an answer 200 that says how long it is; null: ask otherwise.</summary>
    public static byte[]? Find(SiloAddress silo, string path, CancellationToken cancellationToken)
    {
        if (silo.Url.Scheme != Uri.UriSchemeHttp || !IPAddress.TryParse(silo.Url.Host, out var address) || !IPAddress.IsLoopback(address))
        {
            return null;
        }

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            {
                SendTimeout = TimeoutMilliseconds,
                ReceiveTimeout = TimeoutMilliseconds,
            };
            using var stop = cancellationToken.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);
            socket.Connect(new IPEndPoint(address, silo.Url.Port));
            var target = new Uri(silo.Url, path).PathAndQuery;
            socket.Send(Encoding.ASCII.GetBytes(
                $"GET {target} HTTP/1.1\r\nHost: {silo.Url.Authority}\r\nAuthorization: Bearer {silo.Token.Reveal()}\r\nConnection: close\r\n\r\n"));
            return BodyOf(socket);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static byte[]? BodyOf(Socket socket)
    {
        var head = new byte[LongestHead];
        var (read, end) = (0, -1);
        while (end < 0)
        {
            if (read == head.Length || socket.Receive(head, read, head.Length - read, SocketFlags.None) is not (> 0 and var count))
            {
                return null;
            }

            read += count;
            end = head.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        if (LengthOf(head.AsSpan(0, end)) is not ({ } length and <= LongestBody) || read - end - 4 > length)
        {
            return null;
        }

        var body = new byte[length];
        head.AsSpan(end + 4, read - end - 4).CopyTo(body);
        for (var at = read - end - 4; at < length;)
        {
            if (socket.Receive(body, at, length - at, SocketFlags.None) is not (> 0 and var count))
            {
                return null;
            }

            at += count;
        }

        return body;
    }

    /// <summary>How long the body is, where the head is that of a plain one; null: it isn't.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200 "u8) || !Utf8.IsValid(head))
        {
            return null;
        }

        int? length = null;
        foreach (var line in Encoding.UTF8.GetString(head).Split("\r\n"))
        {
            if (line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("Content-Encoding:", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(line["Content-Length:".Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                length = number;
            }
        }

        return length;
    }
}
