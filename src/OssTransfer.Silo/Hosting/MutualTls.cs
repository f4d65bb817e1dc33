using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;
using OssTransfer.Silo.Connections;

namespace OssTransfer.Silo.Hosting;

/// <summary>TLS on every connection between silos, in both directions with the certificate that they share: one, or two while it is changed.</summary>
internal static class MutualTls
{
    private static readonly object Authenticated = new();

    public static void UseMutualTls(this ISiloBuilder silo, SiloCertificates certificates)
    {
        // First what encloses the handshake, then the handshake, then what only follows it.
        silo.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(ReportUnauthenticated);
            options.ConfigureSiloOutboundConnection(ReportUnauthenticated);
        });
        silo.UseTls(certificates.First, options =>
        {
            options.SslProtocols = SslProtocols.Tls13;
            options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.LocalClientCertificateSelector = (_, _, _, _, _) => certificates.Shown;
            options.LocalServerCertificateSelector = (_, _) => certificates.Shown;
            options.OnAuthenticateAsClient = (_, client) => client.TargetHost = "osstransfer";

            // The handshake proves that the other side has the key; which certificate it is decides who it is.
            options.RemoteCertificateValidation = (remote, _, _) => certificates.Accept(remote);
        });
        silo.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(NoteAuthenticated);
            options.ConfigureSiloOutboundConnection(NoteAuthenticated);
        });
    }

    private static void NoteAuthenticated(IConnectionBuilder connection) => connection.Use(next => context =>
    {
        context.Items[Authenticated] = true;
        context.Features.Get<GatedConnection>()?.Authenticate();
        return next(context);
    });

    // A handshake that fails ends the connection and no more: the other side sees only that, and the library says neither who it was nor what that means.
    private static void ReportUnauthenticated(IConnectionBuilder connection)
    {
        var logger = connection.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(MutualTls));
        connection.Use(next => async context =>
        {
            await next(context);
            if (!context.Items.ContainsKey(Authenticated))
            {
                HostingLog.NotASilo(logger, context.RemoteEndPoint?.ToString() ?? "somewhere");
            }
        });
    }
}
