using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>Settings without a silo: checked as a silo does, kept in memory, with the machine <c>m1</c>.</summary>
public sealed class FakeSettingsService : ISettingsService
{
    public ClusterSettings Settings { get; set; } = new();

    public List<SetRequest> Inputs { get; } = [];

    public OutboxState Outbox { get; set; } = OutboxState.Empty;

    public Task<SetAnswer> SetAsync(SetRequest request, CancellationToken cancellationToken)
    {
        Inputs.Add(request);
        var read = SettingsReader.Read(request);
        List<ConfigError> problems = [.. read.Problems];
        if (read.Machine is not null and not "m1")
        {
            problems.Add(new(0, "--ip", $"there is no machine '{read.Machine}'. There are: m1"));
        }

        if (problems.Count > 0)
        {
            return Task.FromResult(new SetAnswer { Code = ExitCode.Usage, Message = $"{problems.Count} wrong; nothing was set.", Errors = problems });
        }

        var change = new SettingsChange
        {
            Masters = read.Masters,
            Workers = read.Workers,
            Machines = read.Machine is null ? [] : [read.Machine],
            MailSender = read.Sender?.Address,
            SealedMailPassword = read.Sender is null ? null : [1],
            MailReceiver = read.Receiver?.Address,
            SmtpHost = read.SmtpHost,
            SmtpPort = read.SmtpPort,
            SmtpSecurity = read.SmtpSecurity,
        };
        var before = Settings;
        Settings = before.Apply(change, DateTimeOffset.UnixEpoch);
        return Task.FromResult(new SetAnswer
        {
            Message = SettingsText.Done(change),
            Notes = SettingsText.Notes(change, before, Settings),
            Settings = SettingsText.View(Settings),
        });
    }

    public Task<ClusterSettings> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Settings);

    public Task<MailView> MailAsync(CancellationToken cancellationToken) => Task.FromResult(OutboxView.Of(SettingsText.View(Settings).Mail, Outbox));
}
