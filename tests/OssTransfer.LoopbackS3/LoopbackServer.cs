using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OssTransfer.LoopbackS3.Http;
using OssTransfer.LoopbackS3.Store;

namespace OssTransfer.LoopbackS3;

/// <summary>An S3 server in memory, on 127.0.0.1 unless told otherwise. It shares no code with the product, so it can judge it.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerState _state;

    private LoopbackServer(WebApplication app, ServerState state, Uri url)
    {
        _app = app;
        _state = state;
        Url = url;
    }

    /// <summary>Where it listens, without a path: <c>http://127.0.0.1:40001</c>.</summary>
    public Uri Url { get; }

    /// <summary>The one access key that is known.</summary>
    public string AccessKey => _state.Options.AccessKey;

    /// <summary>The secret of <see cref="AccessKey"/>.</summary>
    public string SecretKey => _state.Options.SecretKey;

    /// <summary>What is stored.</summary>
    public BucketSet Buckets => _state.Buckets;

    /// <summary>How it misbehaves.</summary>
    public FaultSet Faults => _state.Faults;

    /// <summary>What it was asked.</summary>
    public RequestLog Requests => _state.Requests;

    /// <summary>By how much its clock is ahead.</summary>
    public TimeSpan ClockOffset
    {
        get => _state.Clock.Offset;
        set => _state.Clock.Offset = value;
    }

    /// <summary>Starts a server; it answers when this returns.</summary>
    public static async Task<LoopbackServer> StartAsync(LoopbackOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var state = new ServerState(options);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.WebHost.UseSockets(sockets =>
        {
            // A request costs fewer thread changes, which is most of what a small one costs.
            sockets.UnsafePreferInlineScheduling = true;
            sockets.WaitForDataBeforeAllocatingBuffer = false;
            if (options.ReceiveBufferBytes is { } bytes)
            {
                sockets.CreateBoundListenSocket = endpoint =>
                {
                    // Connections that are accepted have what the listening socket has.
                    var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = bytes };
                    socket.Bind(endpoint);
                    return socket;
                };
            }
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, LargeBlockPoolFactory>();
        var app = builder.Build();
        var handler = new S3Handler(state);
        app.Run(handler.HandleAsync);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new(app, state, new Uri(address));
    }

    /// <summary>Puts <paramref name="count"/> generated objects of <paramref name="bytes"/> bytes each into a bucket; their bodies share memory.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="count">How many.</param>
    /// <param name="bytes">Bytes of each.</param>
    /// <param name="prefix">What their keys begin with.</param>
    /// <param name="hasRandomNames">Short names of any characters, in no folder, instead of numbered ones.</param>
    public void Seed(string bucket, int count, long bytes, string prefix = "", bool hasRandomNames = false) =>
        Seeder.Fill(Buckets.Add(bucket), count, bytes, prefix, hasRandomNames, _state.Clock.GetUtcNow());

    /// <summary>Waits until <see cref="DisposeAsync"/> or a signal ends the server.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Closes all connections at once, also those in the middle of an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, LoopbackOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;

        // Header values are bytes to S3: nothing is lost on the way in or out.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.Certificate is { } certificate)
            {
                listen.UseHttps(certificate);
            }
        });
    }
}
