using System.Buffers.Text;
using System.Net.Security;
using System.Net.Sockets;

namespace OssTransfer.Benchmarks.Limit;

/// <summary>One connection to a server, of which nothing is expected but that it answers.</summary>
internal sealed class LimitConnection : IDisposable
{
    private readonly Stream _stream;

    public LimitConnection(Uri url)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(url.Host, url.Port);
        _stream = new NetworkStream(socket, ownsSocket: true);
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            var tls = new SslStream(_stream);
            tls.AuthenticateAsClient(url.Host);
            _stream = tls;
        }
    }

    public void Send(ReadOnlySpan<byte> request) => _stream.Write(request);

    /// <summary>
    /// Reads an answer that counts as success to its end; returns where its body begins and ends in the buffer. <paramref name="read"/> is told how far it is.
    /// </summary>
    public (int Start, int End) ReadAnswer(byte[] buffer, int at, Action<int, int>? read)
    {
        var (start, filled, end) = (-1, at, int.MaxValue);
        while (filled < end)
        {
            var count = _stream.Read(buffer, filled, buffer.Length - filled);
            filled += count > 0 ? count : throw new IOException("the answer was cut");
            if (start < 0)
            {
                var head = buffer.AsSpan(at, filled - at);
                if (head.IndexOf("\r\n\r\n"u8) is var length and >= 0)
                {
                    start = at + length + 4;
                    end = start + BodyBytes(head[..(length + 2)]);
                }
            }

            if (start >= 0)
            {
                read?.Invoke(start, filled - start);
            }
        }

        return (start, end);
    }

    public void Dispose() => _stream.Dispose();

    private static int BodyBytes(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 2"u8))
        {
            throw new IOException("the server refused: " + System.Text.Encoding.Latin1.GetString(head));
        }

        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int bytes, out _) ? bytes : 0;
    }
}
