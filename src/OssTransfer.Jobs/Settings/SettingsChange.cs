using System.Collections.Immutable;

namespace OssTransfer.Jobs.Settings;

/// <summary>What a <c>set</c> changes, all of it checked; null members stay as they are.</summary>
public sealed record SettingsChange
{
    /// <summary>Jobs that run at once.</summary>
    public NumberSetting? Masters { get; init; }

    /// <summary>Shards that a silo works on at once.</summary>
    public NumberSetting? Workers { get; init; }

    /// <summary>The silos that <see cref="Workers"/> is for, by name; empty: all.</summary>
    public ImmutableArray<string> Machines { get; init; } = [];

    /// <summary>The account that mails are sent from.</summary>
    public string? MailSender { get; init; }

    /// <summary>Its password, sealed; comes with <see cref="MailSender"/>.</summary>
    public byte[]? SealedMailPassword { get; init; }

    /// <summary>Who gets the mails.</summary>
    public string? MailReceiver { get; init; }

    /// <summary>The name of the key that seals secrets from now on.</summary>
    public string? SealingKey { get; init; }
}
