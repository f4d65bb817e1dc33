using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Settings;

namespace OssTransfer.Jobs.Settings;

/// <summary>What a user is told of settings.</summary>
public static class SettingsText
{
    /// <summary>Said wherever mail is set or shown.</summary>
    public const string NotSent = "stored; sending mail comes with a later version";

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
                $"Running silos follow within a few seconds; it stays over restarts and counts more than the options of 'start'. '{SettingsReader.Default}' takes it back.");
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

        if (change.MailSender is not null || change.MailReceiver is not null)
        {
            notes.Add($"Mail: {NotSent}.");
            if (now.MailSender is null || now.MailReceiver is null)
            {
                notes.Add(now.MailSender is null
                    ? $"No sending account is set yet: {Advice.Of("set", "--msg_from=ADDRESS:-")}."
                    : $"No receiver is set yet: {Advice.Of("set", "--msg_to=ADDRESS")}.");
            }
        }

        return notes;
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
            Mail = new() { Sender = settings.MailSender, Password = settings.SealedMailPassword is null ? null : Masked, Receiver = settings.MailReceiver },
        };
    }

    private static string Number(NumberSetting number) => number.Value?.ToString(CultureInfo.InvariantCulture) ?? "as each silo was started";
}
