using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Settings;

/// <summary>What a <c>set</c> changes, all of it checked; null members stay as they are.</summary>
public sealed record SettingsChange
{
    /// <summary>Jobs that run at once.</summary>
    public NumberSetting? Masters { get; init; }

    /// <summary>Shards that a silo works on at once.</summary>
    public NumberSetting? Workers { get; init; }

    /// <summary>The silos that <see cref="Workers"/> is for, by name; empty: all.</summary>
    public ImmutableArray<string> Machines { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The account that mails are sent from.</summary>
    public string? MailSender { get; init; }

    /// <summary>Its password, sealed; comes with <see cref="MailSender"/>.</summary>
    public byte[]? SealedMailPassword { get; init; }

    /// <summary>Who gets the mails.</summary>
    public string? MailReceiver { get; init; }

    /// <summary>The mail server.</summary>
    public TextSetting? SmtpHost { get; init; }

    /// <summary>Its port.</summary>
    public NumberSetting? SmtpPort { get; init; }

    /// <summary>How the connection to it is secured.</summary>
    public SmtpSecuritySetting? SmtpSecurity { get; init; }

    /// <summary>The language of mails that are of no job.</summary>
    public NoticeLanguage? MailLanguage { get; init; }

    /// <summary>Something of mail is changed.</summary>
    [JsonIgnore]
    public bool ConcernsMail => new object?[] { MailSender, MailReceiver, SmtpHost, SmtpPort, SmtpSecurity }.Any(given => given is not null);

    /// <summary>The name of the key that seals secrets from now on.</summary>
    public string? SealingKey { get; init; }

    /// <summary>The fingerprint of the certificate that silos show each other from now on.</summary>
    public string? Certificate { get; init; }
}
