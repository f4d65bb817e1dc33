using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Directories;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Wakes every job once when a silo starts. A job that waits for its next pass then measures on a clock that only goes forward (<see cref="PassWait"/>):
/// its reminder alone would come by the wall clock, late where that was set back meanwhile.
/// </summary>
internal sealed class WaitingJobs(IGrainFactory grains, TimeProvider time, ILogger<WaitingJobs> logger) : BackgroundService
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // One after the other: nobody waits for it, and silos that start have more to do. A stop leaves a call behind: one that is cancelled
                // before it has found its grain makes Orleans write an error.
                foreach (var place in await grains.GetGrain<IJobDirectoryGrain>(0).AllAsync(CancellationToken.None).WaitAsync(stoppingToken))
                {
                    await grains.GetGrain<IJobGrain>(place.JobId).DescribeAsync(CancellationToken.None).WaitAsync(stoppingToken);
                }

                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.NotWoken(logger, exception.Message);
                await Task.Delay(AfterTrouble, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
