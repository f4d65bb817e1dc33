using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Settings;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <inheritdoc cref="ISettingsService"/>
internal sealed class SettingsService(IGrainFactory grains, IJobService jobs, SecretSealer sealer) : ISettingsService
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
        };
        var before = await ReadAsync(cancellationToken);
        var settings = SettingsJson.Decode(await Grain.ChangeAsync(SettingsJson.Encode(change)));
        return new() { Message = SettingsText.Done(change), Notes = SettingsText.Notes(change, before, settings), Settings = SettingsText.View(settings) };
    }

    public async Task<ClusterSettings> ReadAsync(CancellationToken cancellationToken) =>
        await Grain.ReadAsync(-1) is { } settings ? SettingsJson.Decode(settings) : new();

    private static string Refusal(List<ConfigError> problems) =>
        problems is [{ Key: "set" } nothing] ? $"{char.ToUpperInvariant(nothing.Message[0])}{nothing.Message[1..]}."
        : $"{problems.Count} {(problems.Count == 1 ? "option is" : "options are")} wrong; nothing was set.";
}
