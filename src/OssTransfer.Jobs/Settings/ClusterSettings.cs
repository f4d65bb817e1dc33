using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Settings;

/// <summary>What was <c>set</c> for the whole cluster. It overrides what a silo was started with.</summary>
public sealed record ClusterSettings
{
    /// <summary>Grows with every change; 0: nothing was ever set.</summary>
    public long Version { get; init; }

    /// <summary>When the last change was made; null where there was none.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Jobs that run at once over the cluster; null: as the silos were started.</summary>
    public int? MaxMasters { get; init; }

    /// <summary>Shards that each silo works on at once; null: as it was started.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>The same for single silos, by name; these override <see cref="MaxWorkers"/>.</summary>
    public ImmutableSortedDictionary<string, int> MachineWorkers
    {
        get;
        init => field = value ?? ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
    }
    = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The account that mails are sent from; null: none.</summary>
    public string? MailSender { get; init; }

    /// <summary>Its password, sealed.</summary>
    public byte[]? SealedMailPassword { get; init; }

    /// <summary>Who gets the mails; null: nobody.</summary>
    public string? MailReceiver { get; init; }

    /// <summary>The mail server; null: the one that is known for the sender's address.</summary>
    public string? SmtpHost { get; init; }

    /// <summary>Its port; null: what goes with the security.</summary>
    public int? SmtpPort { get; init; }

    /// <summary>How the connection is secured; null: as is known for the server, else TLS from the first byte.</summary>
    public SmtpSecurity? SmtpSecurity { get; init; }

    /// <summary>The language of mails that are of no job, that of who set mail up.</summary>
    public NoticeLanguage MailLanguage { get; init; }

    /// <summary>The name of the key that seals secrets; null: the one that each silo was started with.</summary>
    public string? SealingKey { get; init; }

    /// <summary>The fingerprint of the certificate that silos show each other; null: the one that each silo was started with.</summary>
    public string? Certificate { get; init; }

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>Shards that a silo works on at once; null: as it was started.</summary>
    public int? WorkersOf(string siloName) => MachineWorkers.TryGetValue(siloName, out var workers) ? workers : MaxWorkers;

    /// <summary>The settings after a change; the same ones where it changes nothing, so that repeating it is harmless.</summary>
    public ClusterSettings Apply(SettingsChange change, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(change);
        var next = WithWorkers(change) with
        {
            MaxMasters = change.Masters is { } masters ? masters.Value : MaxMasters,
            MailSender = change.MailSender ?? MailSender,
            SealedMailPassword = change.SealedMailPassword ?? SealedMailPassword,
            MailReceiver = change.MailReceiver ?? MailReceiver,
            SmtpHost = change.SmtpHost is { } host ? host.Value : SmtpHost,
            SmtpPort = change.SmtpPort is { } port ? port.Value : SmtpPort,
            SmtpSecurity = change.SmtpSecurity is { } security ? security.Value : SmtpSecurity,
            MailLanguage = change.MailLanguage ?? MailLanguage,
            SealingKey = change.SealingKey ?? SealingKey,
            Certificate = change.Certificate ?? Certificate,
        };
        return next == this ? this : next with { Version = Version + 1, ChangedAt = now };
    }

    private ClusterSettings WithWorkers(SettingsChange change)
    {
        if (change.Workers is not { } workers)
        {
            return this;
        }

        if (change.Machines.IsEmpty)
        {
            // What is said of every machine is said of each.
            return this with { MaxWorkers = workers.Value, MachineWorkers = MachineWorkers.Clear() };
        }

        var machines = workers.Value is { } number
            ? MachineWorkers.SetItems(change.Machines.Select(machine => KeyValuePair.Create(machine, number)))
            : MachineWorkers.RemoveRange(change.Machines);
        return this with { MachineWorkers = machines };
    }
}
