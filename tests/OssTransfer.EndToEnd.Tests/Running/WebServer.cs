using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>An ordinary web server on a free port of 127.0.0.1: files by path, with ranges, and whatever else a test wants of a path.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const string FileType = "text/x-web";

    private readonly WebApplication _app;

    private WebServer(WebApplication app, string url)
    {
        _app = app;
        Url = url;
    }

    /// <summary>Without a final slash.</summary>
    public string Url { get; }

    /// <summary>By path with the leading slash, decoded.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Answers instead of files.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    /// <summary>One of the files as a place holds it after it has arrived there under this key.</summary>
    public Manifest Held(string path, string key) => Manifest.Of(key, Files[path], [KeyValuePair.Create("content-type", FileType)]);

    public static async Task<WebServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging();
        var app = builder.Build();
        WebServer? server = null;
        app.Run(http => server!.AnswerAsync(http));
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return server = new(app, address.TrimEnd('/'));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (Answers.TryGetValue(path, out var answer))
        {
            return answer(http);
        }

        var result = Files.TryGetValue(path, out var content)
            ? Results.File(content, FileType, lastModified: DateTimeOffset.UnixEpoch.AddDays(20_000), enableRangeProcessing: true)
            : Results.NotFound();
        return result.ExecuteAsync(http);
    }
}
