using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A mail server by others on a free port of 127.0.0.1, which asks for account and password. Mails are kept as they came.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    public const string Account = "sender@example.com";
    public const string Password = "mail-password-of-the-test";

    private readonly CancellationTokenSource _end = new();
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("osstransfer-mail-");
    private readonly X509Certificate2 _certificate;
    private readonly Task _running;

    private MailServer(bool isSecure, bool withTls)
    {
        _certificate = Create();
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(isSecure)
                    .AuthenticationRequired(true).AllowUnsecureAuthentication(!withTls);
                if (withTls)
                {
                    endpoint.Certificate(_certificate);
                }
            })
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(this);
        services.Add(new DelegatingUserAuthenticator((_, user, password) =>
        {
            Logins.Add((user, password));
            return user == Account && password == Password;
        }));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_end.Token);
    }

    public int Port { get; }

    /// <summary>The certificate that whoever connects must trust.</summary>
    public string CertificateFile => Path.Combine(_place.FullName, "ca.pem");

    public ConcurrentBag<(string User, string Password)> Logins { get; } = [];

    public ConcurrentQueue<MimeKit.MimeMessage> Mails { get; } = new();

    /// <summary>What the server answers to a mail; by default it takes it.</summary>
    public Func<MimeKit.MimeMessage, SmtpResponse> Answer { get; set; } = _ => SmtpResponse.Ok;

    /// <summary>TLS from the first byte.</summary>
    public static MailServer Secure() => new(isSecure: true, withTls: true);

    /// <summary>TLS after STARTTLS.</summary>
    public static MailServer WithStartTls() => new(isSecure: false, withTls: true);

    /// <summary>No TLS.</summary>
    public static MailServer Open() => new(isSecure: false, withTls: false);

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(buffer.ToArray());
        var mail = await MimeKit.MimeMessage.LoadAsync(content, cancellationToken);
        var answer = Answer(mail);
        if (answer.ReplyCode == SmtpReplyCode.Ok)
        {
            Mails.Enqueue(mail);
        }

        return answer;
    }

    /// <summary>Waits until so many mails are there.</summary>
    public async Task<IReadOnlyList<MimeKit.MimeMessage>> UntilAsync(int count, TimeSpan patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var began = TimeProvider.System.GetTimestamp(); Mails.Count < count; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < patience, $"{Mails.Count} of {count} mails came within {patience.TotalSeconds:0} s");
        }

        return [.. Mails];
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _certificate.Dispose();
        _place.Delete(recursive: true);
    }

    private X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(CertificateFile, made.ExportCertificatePem());
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
