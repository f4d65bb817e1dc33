using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;
using OssTransfer.Grains.Notices;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;
using OssTransfer.Storage;
using AuthenticationException = MailKit.Security.AuthenticationException;

namespace OssTransfer.Silo.Senders;

/// <summary>Submits mails by SMTP, one connection a mail. The server's certificate is checked as the system trusts it.</summary>
internal sealed class SmtpMailSender(TimeProvider time) : IMailSender
{
    private const int TimeoutMilliseconds = 30_000;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(MailOrder mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds, CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(mail.Server.Host, mail.Server.Port, SecurityOf(mail.Server), cancellationToken);
            if (client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
            {
                // There is no token for these, only a password.
                client.AuthenticationMechanisms.Remove("XOAUTH2");
                client.AuthenticationMechanisms.Remove("OAUTHBEARER");
                await client.AuthenticateAsync(mail.From, mail.Password.Reveal(), cancellationToken);
            }
            else if (!mail.Server.IsLoopback)
            {
                return new(SendResultKind.Refused, $"{mail.Server.Host} asks for no password, so it isn't a server that accounts send by");
            }

            using var message = MessageOf(mail);
            var words = await client.SendAsync(message, cancellationToken);
            await QuitAsync(client, cancellationToken);
            return new(SendResultKind.Sent, Clean(words, mail));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && ResultOf(exception) is { } kind)
        {
            return new(kind, Clean(WordsOf(exception), mail));
        }
    }

    private static SecureSocketOptions SecurityOf(MailServer server) => server.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private MimeMessage MessageOf(MailOrder mail)
    {
        var message = new MimeMessage { MessageId = $"{mail.Id.Replace('/', '.').Replace('@', '.').Replace(':', '.')}@osstransfer", Date = time.GetLocalNow() };
        message.From.Add(new MailboxAddress("OssTransfer", mail.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        message.Subject = mail.Text.Subject;
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = mail.Text.Text },
            new TextPart(TextFormat.Html) { Text = mail.Text.Html },
        };
        return message;
    }

    // The mail was taken: how the connection ends makes no difference.
    private static async Task QuitAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ProtocolException or SocketException or OperationCanceledException)
        {
            // Nothing is left to say.
        }
    }

    private static SendResultKind? ResultOf(Exception exception) => exception switch
    {
        SmtpCommandException { StatusCode: var status } when (int)status is >= 400 and < 500 => SendResultKind.Later,
        SmtpCommandException { ErrorCode: SmtpErrorCode.MessageNotAccepted } => SendResultKind.MessageRefused,
        SmtpCommandException => SendResultKind.Refused,
        AuthenticationException { InnerException: SmtpCommandException { StatusCode: var status } } when (int)status is >= 400 and < 500 =>
            SendResultKind.Later,
        AuthenticationException => SendResultKind.Refused,
        SslHandshakeException or System.Security.Authentication.AuthenticationException => SendResultKind.Refused,
        NotSupportedException => SendResultKind.Refused,
        ParseException => SendResultKind.Refused,
        IOException or ProtocolException or SocketException or TimeoutException or ServiceNotConnectedException or OperationCanceledException =>
            SendResultKind.Later,
        _ => null,
    };

    private static string WordsOf(Exception exception) => exception switch
    {
        SmtpCommandException command => string.Create(CultureInfo.InvariantCulture, $"{(int)command.StatusCode} {command.Message}"),
        AuthenticationException { InnerException: SmtpCommandException } refused => $"the account or its password is refused: {refused.Message}",
        AuthenticationException refused => $"the account or its password is refused: {refused.Message}",
        SslHandshakeException { InnerException: { } inner } => $"no secure connection, or a certificate that this machine doesn't trust: {inner.Message}",
        SslHandshakeException handshake => $"no secure connection, or a certificate that this machine doesn't trust: {FirstLine(handshake.Message)}",
        OperationCanceledException => "no answer in time",
        _ => exception.Message,
    };

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    /// <summary>A server's words may repeat what was sent to it, as it was sent: in base64, alone or behind the account.</summary>
    private static string Clean(string words, MailOrder mail)
    {
        var password = mail.Password.Reveal();
        string[] spelled = [password, Base64(password), Base64($"\0{mail.From}\0{password}")];
        return NoticeText.Visible(HiddenText.Hide(words.Trim().Replace(password, "***", StringComparison.Ordinal), spelled));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
