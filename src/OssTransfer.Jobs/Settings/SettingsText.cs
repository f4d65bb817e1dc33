using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Settings;

namespace OssTransfer.Jobs.Settings;

/// <summary>Settings as users read them.</summary>
public static class SettingsText
{
    private const string Masked = "***";

    /// <summary>What was set, in one sentence.</summary>
    public static string Done(SettingsChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var parts = new List<string>();
        if (change.Masters is { } masters)
        {
            parts.Add($"max-master-num {Number(masters)}");
        }

        if (change.Workers is { } workers)
        {
            parts.Add($"max-worker-num {Number(workers)} for {(change.Machines.IsEmpty ? "every machine" : string.Join(", ", change.Machines))}");
        }

        if (change.MailSender is { } sender)
        {
            parts.Add($"mail sender {sender}, password {Masked}");
        }

        if (change.MailReceiver is { } receiver)
        {
            parts.Add($"mail receiver {receiver}");
        }

        parts.AddRange(new (object? Given, string Name, object? Value)[]
        {
            (change.SmtpHost, "smtp-host", change.SmtpHost?.Value),
            (change.SmtpPort, "smtp-port", change.SmtpPort?.Value),
            (change.SmtpSecurity, "smtp-security", change.SmtpSecurity?.Value is { } security ? SecurityNames.NameOf(security) : null),
        }.Where(part => part.Given is not null).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Value ?? "as is known"}")));
        return $"Set: {string.Join("; ", parts)}.";
    }

    /// <summary>What holds now and from when on, a line each.</summary>
    public static IReadOnlyList<string> Notes(SettingsChange change, ClusterSettings before, ClusterSettings now)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var notes = new List<string>();
        if (change.Masters is not null || change.Workers is not null)
        {
            notes.Add(
                $"Running silos follow within a few seconds; it stays over restarts and overrides the options of 'start'. '{SettingsReader.Default}' removes it again.");
        }

        if (change.Masters is { Value: { } masters } && (before.MaxMasters is null || masters < before.MaxMasters))
        {
            notes.Add("Jobs that run already go on; no other starts until fewer than that run.");
        }

        if (change.Workers is not null)
        {
            notes.Add("Workers that are too many end after the shard that they have.");
        }

        if (change is { Workers: not null, Machines.IsEmpty: true } && before.MachineWorkers.Count > 0)
        {
            notes.Add(
                $"The numbers of single machines are dropped with it: {string.Join(", ", before.MachineWorkers.Select(machine => $"{machine.Key} {machine.Value}"))}.");
        }

        if (change.ConcernsMail)
        {
            notes.Add(NotSent(now) is { } missing
                ? $"No mail is sent yet: {missing}."
                : $"Mails go to {now.MailReceiver} by {MailServer.Of(now)!.Shown}; {Advice.Of("set", "--mail-test")} sends one now.");
        }

        return notes;
    }

    /// <summary>Why no mail can be sent with these settings, and what helps; null: it can.</summary>
    public static string? NotSent(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return (settings, MailServer.Of(settings)) switch
        {
            ({ MailSender: null }, _) => $"no sending account is set, {Advice.Of("set", "--msg_from=ADDRESS:-")} sets it",
            ({ MailReceiver: null }, _) => $"no receiver is set, {Advice.Of("set", "--msg_to=ADDRESS")} sets it",
            (_, null) => $"the mail server of {settings.MailSender} isn't known, {Advice.Of("set", "--smtp-host=HOST")} names it",
            (_, { Security: SmtpSecurity.None, IsLoopback: false } server) =>
                $"{server.Host} is another machine, where nothing is sent without TLS, {Advice.Of("set", "--smtp-security=tls")} or starttls secures it",
            _ => null,
        };
    }

    /// <summary>The settings as they are shown, without the password.</summary>
    public static SettingsView View(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new()
        {
            Version = settings.Version,
            ChangedAt = settings.ChangedAt,
            MaxMasterNum = settings.MaxMasters,
            MaxWorkerNum = settings.MaxWorkers,
            MachineWorkerNum = settings.MachineWorkers,
            Mail = new()
            {
                Sender = settings.MailSender,
                Password = settings.SealedMailPassword is null ? null : Masked,
                Receiver = settings.MailReceiver,
                Server = MailServer.Of(settings)?.Shown,
                IsSent = NotSent(settings) is null,
                NotSent = NotSent(settings),
            },
        };
    }

    private static string Number(NumberSetting number) => number.Value?.ToString(CultureInfo.InvariantCulture) ?? "as each silo was started";
}
