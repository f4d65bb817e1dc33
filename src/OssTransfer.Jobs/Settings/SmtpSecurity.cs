namespace OssTransfer.Jobs.Settings;

/// <summary>How the connection to a mail server is secured. Values are stored: never reuse a number.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS from the first byte.</summary>
    Tls = 0,

    /// <summary>TLS after a word in the open; without it nothing is sent.</summary>
    StartTls = 1,

    /// <summary>Not at all; to this machine only.</summary>
    None = 2,
}
