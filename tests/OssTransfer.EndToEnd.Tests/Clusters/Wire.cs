using System.Net;
using System.Net.Sockets;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>A way to a server through this process, which can be cut: then nothing gets through any more, and nothing says so, as when a switch dies.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _cut;

    public Wire(int targetPort)
    {
        _target = new(IPAddress.Loopback, targetPort);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>New connections get through again; those that were cut never do.</summary>
    public void Mend()
    {
        var cut = _cut;
        _cut = null;
        CloseAll();
        cut?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        CloseAll();
        _cut?.TrySetResult();
        await _accepting;
        _end.Dispose();
    }

    private void CloseAll()
    {
        lock (_gate)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        lock (_gate)
        {
            _open.AddRange(client, server);
        }

        try
        {
            await UncutAsync();
            await server.ConnectAsync(_target, _end.Token);
            await Task.WhenAny(PumpAsync(client.GetStream(), server.GetStream()), PumpAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // One side has gone: so does the other.
        }

        client.Dispose();
        server.Dispose();
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var read)
            {
                await UncutAsync();
                await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // As above.
        }
    }

    private Task UncutAsync() => _cut?.Task ?? Task.CompletedTask;
}
