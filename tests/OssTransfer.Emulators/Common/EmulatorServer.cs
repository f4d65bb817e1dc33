using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace OssTransfer.Emulators.Common;

/// <summary>A vendor's store in memory, on a free port of 127.0.0.1.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmulatorServer(WebApplication app, EmulatorState state, Uri url)
    {
        _app = app;
        State = state;
        Url = url;
    }

    /// <summary>Where it listens, without a path: <c>http://127.0.0.1:40001</c>.</summary>
    public Uri Url { get; }

    /// <summary>The same as users write it, without a final slash.</summary>
    public string Endpoint => Url.GetLeftPart(UriPartial.Authority);

    public EmulatorState State { get; }

    public EmulatorOptions Options => State.Options;

    /// <summary>How it misbehaves.</summary>
    public EmulatorFaults Faults => State.Faults;

    /// <summary>What it was asked.</summary>
    public EmulatorLog Log => State.Log;

    /// <summary>The bucket of this name, made where there is none.</summary>
    public EmulatorBucket Bucket(string name) => State.AddBucket(name);

    /// <summary>Starts it; it answers when this returns.</summary>
    public static async Task<EmulatorServer> StartAsync(
        Func<EmulatorState, IVendor> vendor, EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = new EmulatorState(options ?? new());
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        var app = builder.Build();
        var handler = new EmulatorHandler(state, vendor(state));
        app.Run(handler.HandleAsync);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new(app, state, new Uri(address));
    }

    /// <summary>Closes all connections at once, also those in the middle of an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    internal static string HttpDate(DateTimeOffset time) => time.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;

        // Header values are bytes: nothing is lost on the way in or out.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
