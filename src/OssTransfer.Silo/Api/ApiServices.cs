using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>The HTTP API in four steps: listen, add, use, map. It is a thin skin over <see cref="IJobService"/>, which the caller registers.</summary>
public static class ApiServices
{
    private const int MaxBodyBytes = 4 << 20;

    // A request's headers are there at once; a connection without a request is only kept for the next one.
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Listens on one address; off loopback by HTTPS only, with the certificate, which may be null otherwise. Port 0 takes a free one.</summary>
    public static void ListenForOssTransferApi(this KestrelServerOptions kestrel, IPAddress address, int port, X509Certificate2? certificate)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(address);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = IdleTimeout;
        kestrel.Listen(address, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (!IPAddress.IsLoopback(address))
            {
                listen.UseHttps(
                    certificate ?? throw new ArgumentNullException(nameof(certificate)), https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
            }
        });
    }

    /// <summary>Registers what the endpoints need.</summary>
    public static IServiceCollection AddOssTransferApi(this IServiceCollection services, ApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<ApiToken>();
        services.AddSingleton<CommandLog>();
        services.AddSingleton<JobChanges>();
        services.AddApiDocument();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
            o.SerializerOptions.RespectNullableAnnotations = true;
        });
        return services;
    }

    /// <summary>Turns failures into answers and lets no request without the token reach an endpoint. Comes before everything else.</summary>
    /// <param name="app">The server.</param>
    /// <param name="admits">Uses what admits requests otherwise (<see cref="Admission"/>); null: nothing does.</param>
    public static IApplicationBuilder UseOssTransferApi(this IApplicationBuilder app, Action<IApplicationBuilder>? admits = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<ErrorMiddleware>();
        app.UseApiVersions();
        app.UseRouting();
        admits?.Invoke(app);
        app.UseMiddleware<BearerTokenMiddleware>();
        app.UseCommandTraces();
        return app;
    }

    /// <summary>Maps every endpoint.</summary>
    public static IEndpointRouteBuilder MapOssTransferApi(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var jobs = routes.MapGroup("").WithTags("jobs");
        jobs.MapJobs();
        jobs.MapCommands();
        jobs.MapFileLists();
        jobs.MapFailures();
        jobs.MapReports();
        var cluster = routes.MapGroup("").WithTags("cluster");
        cluster.MapMachines();
        cluster.MapSettings();
        cluster.MapLog();
        cluster.MapKeys();
        var silo = routes.MapGroup("").WithTags("silo");
        silo.MapHealth();
        silo.MapStop();
        routes.MapApiDocument();
        return routes;
    }

    /// <summary>What <c>conf/api.json</c> says of a server that has started.</summary>
    public static RunningSilo Describe(IServer server, string siloName)
    {
        ArgumentNullException.ThrowIfNull(server);
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses;
        return new RunningSilo
        {
            Url = Reachable(addresses?.FirstOrDefault() ?? ""),
            Pid = Environment.ProcessId,
            Name = siloName,
            Version = ProgramVersion.Text,
        };
    }

    // Listening on all addresses includes loopback.
    private static string Reachable(string url) =>
        url.Replace("://0.0.0.0:", "://127.0.0.1:", StringComparison.Ordinal).Replace("://[::]:", "://[::1]:", StringComparison.Ordinal);
}
