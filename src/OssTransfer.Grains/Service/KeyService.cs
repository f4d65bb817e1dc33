using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Membership;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Settings;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Service;

/// <inheritdoc cref="IKeyService"/>
/// <remarks>
/// All silos seal with the new key before anything is sealed again, so that nothing with the old one comes after; all take a new certificate before one
/// shows it.
/// </remarks>
internal sealed class KeyService(IGrainFactory grains, IJobService jobs, SecretSealer sealer, TimeProvider time, ClusterMembership? cluster = null)
    : IKeyService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task<CommandAnswer> SealWithAsync(string keyName, CancellationToken cancellationToken)
    {
        if (cluster is null)
        {
            return Refuse(
                $"This silo is alone with its own database; only the key of a cluster is changed. To change a job's secrets themselves use {Advice.Of("edit", "JOB")}.");
        }

        // 1. Every silo can open what the new key seals.
        if (await WithoutAsync(keyName, machine => machine.SealingKeys, cancellationToken) is { Length: > 0 } without)
        {
            return Refuse(
                $"The new key '{keyName}' is not known to {Names(without)} yet. Copy the cluster file there, {Advice.Of("stop")} and {Advice.Of("start", "--cluster", "FILE")}, and try again; nothing was changed.");
        }

        // 2. Silos that start, and then those that run, seal with it.
        await ClusterOwner.SealWithAsync(cluster.Place, cluster.Certificates.Fingerprints, keyName, cancellationToken);
        await grains.GetGrain<ISettingsGrain>(0).ChangeAsync(SettingsJson.Encode(new SettingsChange { SealingKey = keyName }));
        if (await OthersThanAsync(keyName, machine => machine.SealingKeys, cancellationToken) is { Length: > 0 } slow)
        {
            return new()
            {
                Code = ExitCode.Error,
                Message = $"{Names(slow)} did not take the new key within {Timeout.TotalSeconds:0} s. Nothing is lost: run the same command again.",
            };
        }

        // 3. What there is.
        var left = await ResealJobsAsync(keyName, cancellationToken);
        await ResealMailAsync(keyName);
        if (await OthersThanAsync(keyName, machine => machine.SealingKeys, cancellationToken) is { Length: > 0 } late)
        {
            return Refuse(
                $"{Names(late)} joined meanwhile with an older cluster file, and may have sealed secrets with the old key. Copy the cluster file there, {Advice.Of("stop")} and {Advice.Of("start", "--cluster", "FILE")}, and run the same command again.");
        }

        return left.Count == 0
            ? new() { Code = ExitCode.Done, Message = $"All secrets of the cluster are sealed with the key '{keyName}'." }
            : new()
            {
                Code = ExitCode.Error,
                Message = $"The secrets of {string.Join(", ", left)} could not be sealed again: they are damaged, or sealed with a key that is lost. Enter them again with {string.Join(", ", left.Select(job => Advice.Of("edit", job)))}, then run the same command again.",
            };
    }

    public async Task<CommandAnswer> ShowCertificateAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (cluster is null)
        {
            return Refuse("This silo is alone with its own database; only the certificate of a cluster is changed.");
        }

        // 1. Every silo accepts it.
        if (await WithoutAsync(fingerprint, machine => machine.Certificates, cancellationToken) is { Length: > 0 } without)
        {
            return Refuse(
                $"{Names(without)} would not take the new certificate yet. "
                + $"Copy the cluster file there, {Advice.Of("stop")} and {Advice.Of("start", "--cluster", "FILE")}, and try again; nothing was changed.");
        }

        // 2. Silos that start, and then those that run, show it.
        await ClusterOwner.ShowAsync(cluster.Place, cluster.Certificates.Fingerprints, fingerprint, cancellationToken);
        await grains.GetGrain<ISettingsGrain>(0).ChangeAsync(SettingsJson.Encode(new SettingsChange { Certificate = fingerprint }));
        return await OthersThanAsync(fingerprint, machine => machine.Certificates, cancellationToken) is { Length: > 0 } slow
            ? new()
            {
                Code = ExitCode.Error,
                Message = $"{Names(slow)} did not take the new certificate within {Timeout.TotalSeconds:0} s. "
                    + "Nothing is lost, both count: run the same command again.",
            }
            : new() { Code = ExitCode.Done, Message = "All silos of the cluster show each other the new certificate." };
    }

    private static CommandAnswer Refuse(string message) => new() { Code = ExitCode.NotAllowed, Message = message };

    private static string Names(IEnumerable<MachineReport> machines) => string.Join(", ", machines.Select(machine => machine.Name));

    private async Task<MachineReport[]> LivingAsync(CancellationToken cancellationToken) =>
        [.. (await jobs.MachinesAsync(cancellationToken)).Where(machine => machine.Alive)];

    private async Task<MachineReport[]> WithoutAsync(
        string name, Func<MachineReport, IReadOnlyList<string>> has, CancellationToken cancellationToken) =>
        [.. (await LivingAsync(cancellationToken)).Where(machine => !has(machine).Contains(name))];

    private async Task<MachineReport[]> OthersThanAsync(
        string name, Func<MachineReport, IReadOnlyList<string>> has, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            MachineReport[] others =
                [.. (await LivingAsync(cancellationToken)).Where(machine => has(machine) is not [var first, ..] || first != name)];
            if (others.Length == 0 || time.GetElapsedTime(started) > Timeout)
            {
                return others;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>The jobs whose secrets do not open.</summary>
    private async Task<List<string>> ResealJobsAsync(string keyName, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var place in await grains.GetGrain<IJobRegistryGrain>(0).AllAsync(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await ResealAsync(grains.GetGrain<IJobGrain>(place.JobId), keyName, cancellationToken))
            {
                left.Add(place.JobId);
            }
        }

        return left;
    }

    /// <summary>False: one of the job's secrets does not open, or did not take the new seal.</summary>
    private async Task<bool> ResealAsync(IJobGrain job, string keyName, CancellationToken cancellationToken)
    {
        byte[]? last = null;

        // An edit that comes between has sealed with the new key already.
        while (await job.DescribeAsync(cancellationToken) is { State: { } encoded } brief && OldSeal(JobStateCodec.Decode(encoded), keyName) is { } seal)
        {
            if (last?.AsSpan().SequenceEqual(seal) == true || JobSecretsSeal.TryOpen(sealer, seal, brief.Incarnation, out _) is not { } secrets)
            {
                return false;
            }

            await job.ResealAsync(brief.Incarnation, seal, JobSecretsSeal.Seal(sealer, secrets, brief.Incarnation));
            last = seal;
        }

        return true;
    }

    /// <summary>Secrets of a job that another key seals, those included that dropped work is cleaned up with; null: none.</summary>
    private static byte[]? OldSeal(JobState state, string keyName) =>
        new[] { state.SealedSecrets, state.CleansUpWith?.SealedSecrets }.FirstOrDefault(seal => seal is not null && SecretSealer.KeyNameOf(seal) != keyName);

    private async Task ResealMailAsync(string keyName)
    {
        var settings = grains.GetGrain<ISettingsGrain>(0);
        if (await settings.ReadAsync(-1) is { } encoded && SettingsJson.Decode(encoded) is { MailSender: { } sender, SealedMailPassword: { } seal }
            && SecretSealer.KeyNameOf(seal) != keyName)
        {
            var sealedAgain = sealer.Seal(sealer.Open(seal, SettingsService.SealContext), SettingsService.SealContext).ToArray();
            await settings.ChangeAsync(SettingsJson.Encode(new SettingsChange { MailSender = sender, SealedMailPassword = sealedAgain }));
        }
    }
}
