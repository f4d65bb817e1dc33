using System.Collections.Frozen;

namespace OssTransfer.Jobs.Settings;

/// <summary>Servers that are known: by the domain of an address, or by a short name where companies' own domains are served.</summary>
public static class MailServers
{
    private const int Tls = 465;
    private const int StartTls = 587;

    private static readonly FrozenDictionary<string, MailServer> ByName = new (string[] Names, string Host, int Port)[]
    {
        (["163", "163.com"], "smtp.163.com", Tls),
        (["126", "126.com"], "smtp.126.com", Tls),
        (["yeah.net"], "smtp.yeah.net", Tls),
        (["qq", "qq.com", "foxmail.com"], "smtp.qq.com", Tls),
        (["exmail", "exmail.qq.com"], "smtp.exmail.qq.com", Tls),
        (["aliyun", "aliyun.com"], "smtp.aliyun.com", Tls),
        (["qiye.aliyun", "qiye.aliyun.com"], "smtp.qiye.aliyun.com", Tls),
        (["sina", "sina.com"], "smtp.sina.com", Tls),
        (["gmail", "gmail.com", "googlemail.com"], "smtp.gmail.com", Tls),
        (["outlook", "outlook.com", "hotmail.com", "live.com"], "smtp-mail.outlook.com", StartTls),
        (["office365"], "smtp.office365.com", StartTls),
    }
    .SelectMany(row => row.Names.Select(name =>
        KeyValuePair.Create(name, new MailServer(row.Host, row.Port, row.Port == Tls ? SmtpSecurity.Tls : SmtpSecurity.StartTls))))
    .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The short names, for a message.</summary>
    public static string ShortNames { get; } =
        string.Join(", ", ByName.Keys.Where(name => !name.EndsWith(".com", StringComparison.Ordinal) && !name.EndsWith(".net", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    /// <summary>The server of an address' domain; null: it isn't known.</summary>
    public static MailServer? OfAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ByName.GetValueOrDefault(address[(address.LastIndexOf('@') + 1)..]);
    }

    /// <summary>The server of a short name, or of a host that is one of the known ones; null: it is none of them.</summary>
    public static MailServer? Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(name) ?? ByName.Values.FirstOrDefault(server => server.Host.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
