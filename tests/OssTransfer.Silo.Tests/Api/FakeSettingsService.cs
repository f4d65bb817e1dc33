using OssTransfer.Contracts;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>Settings without a silo: checked as a silo does, kept in memory, with the machine <c>m1</c>.</summary>
public sealed class FakeSettingsService : ISettingsService
{
    public ClusterSettings Settings { get; set; } = new();

    public List<SettingsInput> Inputs { get; } = [];

    public Task<SettingsAnswer> SetAsync(SettingsInput input, CancellationToken cancellationToken)
    {
        Inputs.Add(input);
        var read = SettingsReader.Read(input);
        List<SettingsProblem> problems = [.. read.Problems];
        if (read.Machine is not null and not "m1")
        {
            problems.Add(new("--ip", $"there is no machine '{read.Machine}'. There are: m1"));
        }

        if (problems.Count > 0)
        {
            return Task.FromResult(new SettingsAnswer(ExitCode.Usage, $"{problems.Count} wrong; nothing was set.", null) { Problems = problems });
        }

        var change = new SettingsChange
        {
            Masters = read.Masters,
            Workers = read.Workers,
            Machines = read.Machine is null ? [] : [read.Machine],
            MailSender = read.Sender?.Address,
            SealedMailPassword = read.Sender is null ? null : [1],
            MailReceiver = read.Receiver?.Address,
        };
        var before = Settings;
        Settings = before.Apply(change, DateTimeOffset.UnixEpoch);
        return Task.FromResult(new SettingsAnswer(ExitCode.Done, SettingsText.Done(change), Settings) { Notes = SettingsText.Notes(change, before, Settings) });
    }

    public Task<ClusterSettings> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Settings);
}
