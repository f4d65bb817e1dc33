using System.Net;

namespace OssTransfer.Jobs.Settings;

/// <summary>Where mails are submitted.</summary>
/// <param name="Host">The server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is secured.</param>
public sealed record MailServer(string Host, int Port, SmtpSecurity Security)
{
    /// <summary>The server leads to this machine itself, so that what is sent there is seen by nobody else.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>As users read it: <c>smtp.example.com:465, tls</c>.</summary>
    public string Shown => $"{Host}:{Port}, {SecurityNames.NameOf(Security)}";

    /// <summary>The server that mails go to with these settings; null: none is known.</summary>
    public static MailServer? Of(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var known = settings.SmtpHost is { } host
            ? MailServers.Named(host) ?? new(host, 0, SecurityOf(settings.SmtpPort))
            : settings.MailSender is { } sender ? MailServers.OfAddress(sender) : null;
        if (known is null)
        {
            return null;
        }

        var security = settings.SmtpSecurity ?? (settings.SmtpPort is { } port && port != known.Port ? SecurityOf(port) : known.Security);
        var isUsual = settings.SmtpSecurity is null || settings.SmtpSecurity == known.Security;
        return new(known.Host, settings.SmtpPort ?? (known.Port > 0 && isUsual ? known.Port : PortOf(security)), security);
    }

    private static SmtpSecurity SecurityOf(int? port) => port is 587 or 25 ? SmtpSecurity.StartTls : SmtpSecurity.Tls;

    private static int PortOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => 587,
        SmtpSecurity.None => 25,
        _ => 465,
    };
}
