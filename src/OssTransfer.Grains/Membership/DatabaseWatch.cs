using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Machines;

namespace OssTransfer.Grains.Membership;

/// <summary>
/// Notices that only this silo is cut off from the database, and leaves the cluster: membership would keep it, since it answers probes,
/// while no grain on it can store anything. Where no silo reaches the database, all stay and wait. It can't write down that it
/// has gone, so it asks another one to do that: it needn't be found out by probes.
/// </summary>
internal sealed class DatabaseWatch(
    DatabasePing ping,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    SiloDeparture departure,
    TimeProvider time,
    ILogger<DatabaseWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly string _silo = silo.SiloAddress.ToParsableString();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isolation = new Isolation(time);
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var hasReached = await ping.TryAsync(Timeout, stoppingToken);
                var (isKnown, other) = await OtherThatReachesAsync(hasReached, stoppingToken);
                if (isolation.Note(hasReached, isKnown ? other is not null : null) is { } duration)
                {
                    await ReportDepartureAsync(other!, stoppingToken);
                    departure.Leave(
                        $"This silo has not reached the database for {duration.TotalSeconds:0} s while others do. It leaves the cluster, so that they take its work over; look at the network between this machine and the database.");
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task<(bool IsKnown, string? Other)> OtherThatReachesAsync(bool hasReached, CancellationToken stoppingToken)
    {
        try
        {
            return (true, await grains.GetGrain<IReachGrain>(0).ReportAsync(_silo, hasReached).WaitAsync(Timeout, time, stoppingToken));
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The grain's silo is going, or the connection to it.
            Log.ReachUnknown(logger, exception.Message);
            return (false, null);
        }
    }

    private async Task ReportDepartureAsync(string other, CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IMachineGrain>(other).MarkDeadAsync(_silo).WaitAsync(Timeout, time, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The others find it out by themselves.
            Log.NotAnnounced(logger, exception.Message);
        }
    }
}
