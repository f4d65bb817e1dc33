using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Membership;

/// <summary>
/// Notices that only this silo is cut off from the database, and leaves the cluster: membership would keep it, since it answers probes,
/// while no grain on it can store anything. Where nobody reaches the database, everybody stays and waits.
/// </summary>
internal sealed class DatabaseWatch(
    DatabasePing ping,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    SiloDeparture departure,
    TimeProvider time,
    ILogger<DatabaseWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Longer than a restart of the database that another silo notices a moment later.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly string _holder = silo.SiloAddress.ToParsableString();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reachedAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var hasReached = await ping.TryAsync(Patience, stoppingToken);
                reachedAt = hasReached ? time.GetTimestamp() : reachedAt;
                var others = await OthersReachAsync(hasReached, stoppingToken);
                if (!hasReached && others && time.GetElapsedTime(reachedAt) > Grace)
                {
                    departure.Leave($"This silo has not reached the database for {time.GetElapsedTime(reachedAt).TotalSeconds:0} s while others do. It leaves the cluster, so that they take its work over; look at the network between this machine and the database.");
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task<bool> OthersReachAsync(bool hasReached, CancellationToken stoppingToken)
    {
        try
        {
            return await grains.GetGrain<IReachGrain>(0).TellAsync(_holder, hasReached).WaitAsync(Patience, time, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The grain's silo is going, or the connection to it: nothing is known of the others.
            Log.ReachUnknown(logger, exception.Message);
            return false;
        }
    }
}
