using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using OssTransfer.Silo.Hosting;
using OssTransfer.TestSilos;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class MutualTlsTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plain_client_is_sent_nothing_but_the_end()
    {
        await using var silo = await TestSilo.StartAsync(Cancel);
        using var client = await ConnectAsync(silo.Running.SiloPort);
        var stream = client.GetStream();

        await stream.WriteAsync(new byte[4096], Cancel);
        var answer = await ReadAllAsync(stream);

        // A TLS alert (record type 21) at most.
        Assert.True(answer.Length == 0 || answer[0] == 21);
        Assert.InRange(answer.Length, 0, 16);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_without_the_certificate_is_cut_off(bool hasAnother)
    {
        await using var silo = await TestSilo.StartAsync(Cancel);
        using var another = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        using var client = await ConnectAsync(silo.Running.SiloPort);

        Assert.False(await IsSpokenToAsync(client, hasAnother ? another : null, SslProtocols.Tls13));
    }

    [Fact]
    public async Task Client_with_the_certificate_speaks_with_the_silo()
    {
        await using var silo = await TestSilo.StartAsync(Cancel);
        using var certificate = SiloCertificate.Parse(await File.ReadAllTextAsync(silo.Home.CertificatePath, Cancel));
        using var client = await ConnectAsync(silo.Running.SiloPort);

        Assert.True(await IsSpokenToAsync(client, certificate, SslProtocols.Tls13));
    }

    [Fact]
    public async Task Older_protocol_is_refused()
    {
        await using var silo = await TestSilo.StartAsync(Cancel);
        using var certificate = SiloCertificate.Parse(await File.ReadAllTextAsync(silo.Home.CertificatePath, Cancel));
        using var client = await ConnectAsync(silo.Running.SiloPort);

        Assert.False(await IsSpokenToAsync(client, certificate, SslProtocols.Tls12));
    }

    [Fact]
    public async Task Silos_with_one_certificate_join_and_one_with_another_does_not()
    {
        using var certificate = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        using var another = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        var primary = FreeEndpoint();
        using var first = BuildSilo(certificate, primary, primary);
        using var second = BuildSilo(certificate, FreeEndpoint(), primary);
        using var stranger = BuildSilo(another, FreeEndpoint(), primary);
        await first.StartAsync(Cancel);
        await second.StartAsync(Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAnyAsync<Exception>(() => stranger.StartAsync(limit.Token));

        var management = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        Assert.Equal(2, (await management.GetHosts(onlyActive: true)).Count);
        Assert.Equal(2, (await management.GetRuntimeStatistics([.. (await management.GetHosts(true)).Keys])).Length);
        await second.StopAsync(Cancel);
        await first.StopAsync(Cancel);
    }

    [Fact]
    public async Task Silo_on_the_way_to_a_new_certificate_works_with_those_that_have_either()
    {
        using var old = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        using var next = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        var onTheWay = new SiloCertificates(old, next);
        var primary = FreeEndpoint();
        using var first = BuildSilo(onTheWay, primary, primary);
        using var older = BuildSilo(old, FreeEndpoint(), primary);
        using var newer = BuildSilo(next, FreeEndpoint(), primary);
        using var late = BuildSilo(old, FreeEndpoint(), primary);
        await first.StartAsync(Cancel);
        var management = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

        await older.StartAsync(Cancel);
        var before = await management.GetRuntimeStatistics([.. (await management.GetHosts(onlyActive: true)).Keys]);
        await older.StopAsync(Cancel);
        onTheWay.Choice.Show(SiloCertificate.FingerprintOf(next));
        await newer.StartAsync(Cancel);
        var after = await management.GetRuntimeStatistics([.. (await management.GetHosts(onlyActive: true)).Keys]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<Exception>(() => late.StartAsync(limit.Token));

        Assert.Equal((2, 2), (before.Length, after.Length));
        await newer.StopAsync(Cancel);
        await first.StopAsync(Cancel);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Log_names_who_is_not_a_silo_of_the_cluster(bool speaksTls)
    {
        using var certificate = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        using var another = SiloCertificate.Parse(SiloCertificate.Create(TimeProvider.System));
        using var log = new StrangerLog();
        var endpoint = FreeEndpoint();
        using var silo = BuildSilo(certificate, endpoint, endpoint, log);
        await silo.StartAsync(Cancel);
        using var client = await ConnectAsync(endpoint.Port);
        var name = $"127.0.0.1:{((IPEndPoint)client.Client.LocalEndPoint!).Port}";

        if (speaksTls)
        {
            Assert.False(await IsSpokenToAsync(client, another, SslProtocols.Tls13));
        }
        else
        {
            await client.GetStream().WriteAsync(new byte[4096], Cancel);
        }

        Assert.Contains($" {name} ", await log.First.WaitAsync(Timeout, Cancel), StringComparison.Ordinal);
        await silo.StopAsync(Cancel);
    }

    private static IHost BuildSilo(X509Certificate2 certificate, IPEndPoint own, IPEndPoint primary, ILoggerProvider? log = null) =>
        BuildSilo(new SiloCertificates(certificate), own, primary, log);

    private static IHost BuildSilo(SiloCertificates certificates, IPEndPoint own, IPEndPoint primary, ILoggerProvider? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(own.Port, gatewayPort: 0, primary);
            silo.Configure<EndpointOptions>(options => options.GatewayListeningEndpoint = null);
            silo.UseMutualTls(certificates);
        });
        return builder.Build();
    }

    private static IPEndPoint FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        return client;
    }

    // A silo introduces itself as soon as a connection stands. Waiting in vain is a failure, not a refusal.
    private static async Task<bool> IsSpokenToAsync(TcpClient client, X509Certificate2? certificate, SslProtocols protocol)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Timeout);
        await using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "osstransfer",
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, remote, _, _) => remote is not null,
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options, limit.Token);
            return await stream.ReadAsync(new byte[64], limit.Token) > 0;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return false;
        }
    }

    private static async Task<byte[]> ReadAllAsync(NetworkStream stream)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Timeout);
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all, limit.Token);
        }
        catch (IOException)
        {
            // A reset is an end as well.
        }

        return all.ToArray();
    }
}
