using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Settings;

/// <summary>
/// Asks for newer settings once a second, or when a signal says that there are such where no other silo has them; applies them to this silo, and reports to
/// the registry how many jobs run at once.
/// </summary>
internal sealed class SettingsWatch(
    IGrainFactory grains,
    SiloLimits limits,
    Signal<ISettingsGrain> signal,
    SecretSealer sealer,
    GrainsOptions options,
    TimeProvider time,
    ILogger<SettingsWatch> logger,
    PeerCertificates? certificates = null) : BackgroundService
{
    private long _reportedVersion;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var signalled = signal.Next;
            var hasAnswered = await PollAsync(stoppingToken);
            await signalled.EndsWithinAsync(options.IsAlone && hasAnswered ? options.SignalWait : options.RenewEvery, time, stoppingToken);
        }
    }

    private async Task<bool> PollAsync(CancellationToken stoppingToken)
    {
        try
        {
            var known = limits.Settings.Version;
            if (await grains.GetGrain<ISettingsGrain>(0).ReadAsync(known).WaitAsync(stoppingToken) is { } newer)
            {
                limits.Apply(SettingsJson.Decode(newer));
                if (limits.Settings.SealingKey is { } key && !sealer.SealWith(key))
                {
                    Log.SealingKeyMissing(logger, key);
                }

                // A silo that lacks it was refused at its start, or goes on showing its present one until it is restarted.
                if (limits.Settings.Certificate is { } certificate)
                {
                    certificates?.Show(certificate);
                }

                Log.SettingsApplied(logger, limits.Settings.Version, limits.MaxWorkers);
            }

            limits.MarkKnown();
            if (limits.Settings is var settings && settings.Version > _reportedVersion)
            {
                await grains.GetGrain<IJobRegistryGrain>(0).LimitAsync(settings.Version, settings.MaxMasters).WaitAsync(stoppingToken);
                _reportedVersion = settings.Version;
            }

            return true;
        }
        catch (Exception exception)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                Log.SettingsFailed(logger, exception.Message);
            }

            return false;
        }
    }
}
