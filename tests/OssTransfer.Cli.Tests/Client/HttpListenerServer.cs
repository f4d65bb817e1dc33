using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OssTransfer.Cli.Tests.Client;

/// <summary>Any web server: answers each connection with the next of some answers, byte for byte, and from then on with the last one.</summary>
internal sealed class HttpListenerServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _connections;

    public HttpListenerServer(params string[] answers)
    {
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = ServeAsync(answers);
    }

    public string Url { get; }

    /// <summary>How many have been accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>A plain answer that holds this text.</summary>
    public static string Plain(string text) => $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{text}";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string[] answers)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var answer = answers[Math.Min(_connections++, answers.Length - 1)];
                var stream = client.GetStream();
                var request = new byte[4096];
                _ = await stream.ReadAsync(request);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // Disposed.
        }
    }
}
