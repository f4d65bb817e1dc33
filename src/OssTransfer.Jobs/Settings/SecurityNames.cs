namespace OssTransfer.Jobs.Settings;

/// <summary>How kinds of security are named: <c>tls</c>, <c>starttls</c>, <c>none</c>.</summary>
public static class SecurityNames
{
    /// <summary>All names, for a message.</summary>
    public const string All = "tls, starttls, none";

    /// <summary>The name.</summary>
    public static string NameOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => "tls",
        SmtpSecurity.StartTls => "starttls",
        _ => "none",
    };

    /// <summary>The one of a name; null: none has it.</summary>
    public static SmtpSecurity? Find(string name) =>
        Enum.GetValues<SmtpSecurity>().Where(security =>
            NameOf(security).Equals(name, StringComparison.OrdinalIgnoreCase)).Cast<SmtpSecurity?>().FirstOrDefault();
}
