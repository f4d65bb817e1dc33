using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OssTransfer.Silo.Hosting;

/// <summary>TLS on every connection between silos, in both directions with the one certificate that they share.</summary>
internal static class MutualTls
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    public static void UseMutualTls(this ISiloBuilder silo, X509Certificate2 certificate) =>
        silo.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(connection => connection.Use(next => context =>
                RunAsync(context, next, LoggerOf(connection), (stream, token) => stream.AuthenticateAsServerAsync(ForServer(certificate), token))));
            options.ConfigureSiloOutboundConnection(connection => connection.Use(next => context =>
                RunAsync(context, next, LoggerOf(connection), (stream, token) => stream.AuthenticateAsClientAsync(ForClient(certificate), token))));
        });

    private static ILogger LoggerOf(IConnectionBuilder connection) => connection.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(MutualTls));

    private static async Task RunAsync(ConnectionContext context, ConnectionDelegate next, ILogger logger, Func<SslStream, CancellationToken, Task> authenticate)
    {
        var plain = context.Transport;
        await using var stream = new SslStream(new DuplexPipeStream(plain), leaveInnerStreamOpen: true);
        using (var limit = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionClosed))
        {
            limit.CancelAfter(HandshakeTimeout);
            try
            {
                await authenticate(stream, limit.Token);
            }
            catch (Exception exception)
            {
                // The other side sees only that the connection ends.
                HostingLog.NotASilo(logger, context.RemoteEndPoint?.ToString() ?? "somewhere", (exception.InnerException ?? exception).Message);
                throw;
            }
        }

        var pipe = new StreamPipe(stream);
        context.Transport = pipe;
        try
        {
            await next(context);
        }
        finally
        {
            await pipe.CompleteAsync();
            context.Transport = plain;
        }
    }

    private static SslServerAuthenticationOptions ForServer(X509Certificate2 certificate) => new()
    {
        ServerCertificate = certificate,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, remote, _, _) => IsSame(certificate, remote),
    };

    private static SslClientAuthenticationOptions ForClient(X509Certificate2 certificate) => new()
    {
        TargetHost = "osstransfer",
        ClientCertificates = [certificate],
        LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate,
        EnabledSslProtocols = SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (_, remote, _, _) => IsSame(certificate, remote),
    };

    // The handshake proves that the other side has the key; which certificate it is decides who it is.
    private static bool IsSame(X509Certificate2 own, X509Certificate? remote) =>
        remote is not null && CryptographicOperations.FixedTimeEquals(own.RawDataMemory.Span, remote.GetRawCertData());

    private sealed class StreamPipe(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new(leaveOpen: true));

        public async ValueTask CompleteAsync()
        {
            await Input.CompleteAsync();
            await Output.CompleteAsync();
        }
    }
}
