using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// Opens connections to addresses that the address guard allows. A name is resolved once, and the very address that was judged is the one connected to.
/// </summary>
internal sealed class ConnectGuard(AddressGuard guard, Func<string, CancellationToken, Task<IPAddress[]>>? resolve, TimeSpan connectTimeout, TimeProvider time)
{
    private const int MostAddresses = 4;

    /// <summary>The connection of a new socket.</summary>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await AllowedAsync(host, cancellationToken);
        for (var i = 0; ; i++)
        {
            var isLast = i == Math.Min(addresses.Count, MostAddresses) - 1;
            try
            {
                return await ConnectAsync(new(addresses[i], port), isLast ? Timeout.InfiniteTimeSpan : connectTimeout / MostAddresses, cancellationToken);
            }
            catch (Exception e) when (!isLast && !cancellationToken.IsCancellationRequested && e is SocketException or OperationCanceledException)
            {
                // The next address of the same name.
            }
        }
    }

    /// <summary>For requests that a proxy makes: refuses what is seen to lead to a refused address. A name that only the proxy can resolve passes.</summary>
    public async Task CheckAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            await AllowedAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            // The proxy may know the name.
        }
    }

    /// <summary>Resolves a name and throws what a connection to it would, without one.</summary>
    public Task JudgeAsync(string host, CancellationToken cancellationToken) => AllowedAsync(host, cancellationToken);

    private async Task<List<IPAddress>> AllowedAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal]
            : resolve is not null ? await resolve(host, cancellationToken)
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = new List<IPAddress>(addresses.Length);
        string? refusal = null;
        foreach (var address in addresses)
        {
            if (guard.Refusal(address) is { } why)
            {
                refusal ??= why;
            }
            else
            {
                allowed.Add(address);
            }
        }

        return allowed.Count > 0 ? allowed
            : refusal is not null ? throw new StorageException(StorageErrorKind.Denied, literal is null ? $"{host} leads to {refusal}" : refusal)
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The stream owns the socket.")]
    private async Task<Stream> ConnectAsync(IPEndPoint place, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place, linked.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
