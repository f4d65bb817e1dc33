using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Directories;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Grains.Settings;

/// <summary>
/// Asks for newer settings once a second, or when a signal says that there are such where no other silo has them; applies them to this silo, and reports to
/// the directory how many jobs run at once.
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
    private long _toldVersion;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var told = signal.Next;
            var hasHeard = await PollAsync(stoppingToken);
            await told.EndsWithinAsync(options.IsAlone && hasHeard ? options.SignalWait : options.RenewEvery, time, stoppingToken);
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

                // Who hasn't got it was refused at its start, or shows the one that it has until it is started again.
                if (limits.Settings.Certificate is { } certificate)
                {
                    certificates?.Show(certificate);
                }

                Log.SettingsApplied(logger, limits.Settings.Version, limits.MaxWorkers);
            }

            limits.Hear();
            if (limits.Settings is var settings && settings.Version > _toldVersion)
            {
                await grains.GetGrain<IJobDirectoryGrain>(0).LimitAsync(settings.Version, settings.MaxMasters).WaitAsync(stoppingToken);
                _toldVersion = settings.Version;
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
