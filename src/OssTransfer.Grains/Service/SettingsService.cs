using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.Outbox;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Settings;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <inheritdoc cref="ISettingsService"/>
internal sealed class SettingsService(IGrainFactory grains, IJobService jobs, SecretSealer sealer, TimeProvider time, IMessageSender? sender = null)
    : ISettingsService
{
    // A seal opens only in its own place.
    internal const string SealContext = "mail";

    private ISettingsGrain Grain => grains.GetGrain<ISettingsGrain>(0);

    public async Task<SetAnswer> SetAsync(SetRequest request, CancellationToken cancellationToken)
    {
        // 1. All errors of what was typed.
        var read = SettingsReader.Read(request);
        List<ConfigError> problems = [.. read.Problems];

        // 2. The machine, by its name or address.
        var machines = read.Machine is null ? [] : await jobs.MachinesAsync(cancellationToken);
        var named = machines.Where(machine => MachineNames.Matches(machine, read.Machine!)).Select(machine => machine.Name).ToArray();
        var isUnknown = read.Machine is not null && named.Length == 0;
        if (isUnknown)
        {
            problems.Add(
                new(
                    0,
                    "--ip",
                    $"there is no machine '{read.Machine}'. There are: {string.Join(", ", machines.Select(machine => $"{machine.Name} ({machine.Address})"))}"));
        }

        if (problems.Count > 0)
        {
            return new()
            {
                Code = isUnknown && problems.Count == 1 ? ExitCode.NotAllowed : ExitCode.Usage,
                Message = Refusal(problems),
                Errors = problems,
            };
        }

        // 3. Nothing is wrong: one change, all or nothing.
        var change = new SettingsChange
        {
            Masters = read.Masters,
            Workers = read.Workers,
            Machines = [.. named],
            MailSender = read.Sender?.Address,
            SealedMailPassword = read.Sender?.Password is { } password ? sealer.Seal(password, SealContext).ToArray() : null,
            MailReceiver = read.Receiver?.Address,
            SmtpHost = read.SmtpHost,
            SmtpPort = read.SmtpPort,
            SmtpSecurity = read.SmtpSecurity,
        };
        change = change.ConcernsMail ? change with { MailLanguage = NoticeLanguages.Of(request.Command?.Language) } : change;
        var before = await ReadAsync(cancellationToken);
        if (OpenServer(change, before) is { } open)
        {
            return open;
        }

        var settings = read.ChangesAnything ? SettingsJson.Decode(await Grain.ChangeAsync(SettingsJson.Encode(change))) : before;
        if (read.SendsTest)
        {
            return await TestAsync(change, settings, cancellationToken);
        }

        return new() { Message = SettingsText.Done(change), Notes = SettingsText.Notes(change, before, settings), Settings = SettingsText.View(settings) };
    }

    public async Task<ClusterSettings> ReadAsync(CancellationToken cancellationToken) =>
        await Grain.ReadAsync(-1) is { } settings ? SettingsJson.Decode(settings) : new();

    public async Task<MailView> MailAsync(CancellationToken cancellationToken)
    {
        var settings = SettingsText.View(await ReadAsync(cancellationToken)).Mail;
        return OutboxView.Of(settings, OutboxState.Decode(await grains.GetGrain<IOutboxGrain>(0).ReadAsync().WaitAsync(cancellationToken)));
    }

    /// <summary>Refuses what would send the password in the open to another machine.</summary>
    private static SetAnswer? OpenServer(SettingsChange change, ClusterSettings before) =>
        change.ConcernsMail && MailServer.Of(before.Apply(change, default)) is { Security: SmtpSecurity.None, IsLoopback: false } server
            ? new()
            {
                Code = ExitCode.Usage,
                Message = "1 option is wrong; nothing was set.",
                Errors =
                [
                    new(0, "--smtp-security", $"none is for a server on this machine (127.0.0.1) only, {server.Host} is another one; choose tls or starttls"),
                ],
            }
            : null;

    /// <summary>A mail now, past the outbox: what the server says is the answer.</summary>
    private async Task<SetAnswer> TestAsync(SettingsChange change, ClusterSettings settings, CancellationToken cancellationToken)
    {
        var done = change.ConcernsMail ? SettingsText.Done(change) + " " : "";
        if (SettingsText.NotSent(settings) is { } missing)
        {
            return new() { Code = ExitCode.Error, Message = $"{done}No mail was sent: {missing}.", Settings = SettingsText.View(settings) };
        }

        var now = time.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"test-{now.UtcTicks:x}");
        var test = new Notice { Id = id, Cause = NoticeCause.Test, At = now, Language = settings.MailLanguage };
        var result = sender is null
            ? new(SendResultKind.Refused, "this silo can't send mail")
            : await sender.SendAsync(new() { Id = id, Channel = NoticeChannel.Mail, Notice = test, AddedAt = now, DueAt = now }, settings, cancellationToken);
        var server = MailServer.Of(settings)?.Shown ?? "the mail server";
        return new()
        {
            Code = result.IsSent ? ExitCode.Done : ExitCode.Error,
            Message = result.IsSent
                ? $"{done}A mail to {settings.MailReceiver} was taken by {server}: {result.Words}"
                : $"{done}No mail was sent. {server} says: {result.Words}",
            Settings = SettingsText.View(settings),
        };
    }

    private static string Refusal(List<ConfigError> problems) =>
        problems is [{ Key: "set" } nothing] ? $"{char.ToUpperInvariant(nothing.Message[0])}{nothing.Message[1..]}."
        : $"{problems.Count} {(problems.Count == 1 ? "option is" : "options are")} wrong; nothing was set.";
}
