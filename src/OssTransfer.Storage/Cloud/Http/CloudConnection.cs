using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OssTransfer.Storage.Files;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>How to get to a store: what a user configures beyond the address.</summary>
internal sealed record CloudConnection
{
    public CloudHttpOptions Http { get; init; } = new();

    /// <summary>PEM file of the only authorities to trust; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>The proxy's URL, credentials included; null goes directly, whatever the environment says.</summary>
    public Secret? Proxy { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the socket instead of name and port of the URL: lets a test stand in for a host name.</summary>
    public Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>
    /// A handler that passes bytes as they are: no redirects, no decompression, no cookies, no system proxy, no trace headers, Latin-1 headers.
    /// </summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller owns the handler.")]
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = Proxy is not null,
        Proxy = CreateProxy(),
        PreAuthenticate = Proxy is not null,
        ActivityHeadersPropagator = null,
        ConnectTimeout = Http.ConnectTimeout,
        MaxConnectionsPerServer = Http.MaxConnections,
        PooledConnectionIdleTimeout = Http.IdleTimeout,
        PooledConnectionLifetime = Http.ConnectionLifetime,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ConnectCallback = Connect ?? StoreSocket.ConnectAsync,
        PlaintextStreamFilter = static (connection, _) => new(new RequestStream(connection.PlaintextStream)),
        SslOptions = CreateTls(),
    };

    private WebProxy? CreateProxy()
    {
        if (Proxy is null)
        {
            return null;
        }

        var url = new Uri(Proxy.Reveal());
        var proxy = new WebProxy(url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped));
        if (url.UserInfo is { Length: > 0 } user)
        {
            var parts = user.Split(':', 2);
            proxy.Credentials = new NetworkCredential(
                Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return proxy;
    }

    private SslClientAuthenticationOptions CreateTls()
    {
        var tls = new SslClientAuthenticationOptions();
        if (CaFile is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(SmallFile.ReadText(CaFile));
            tls.CertificateChainPolicy = policy;
        }

        return tls;
    }
}
