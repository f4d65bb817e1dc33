using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Directories;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Wakes every job once when a silo starts. A job that waits for its next pass then measures on a clock that only goes forward (<see cref="PassWait"/>):
/// its reminder alone would come by the wall clock, late where that was set back meanwhile. And the directory, which a job that stood still was not going to
/// tell what a crash kept from it, or what an older version didn't note there, hears how each of them stands.
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
                // One after the other: nothing waits for it, and silos that start have more to do. A stop leaves a call behind: one that is cancelled
                // before it has found its grain makes Orleans write an error.
                foreach (var place in await grains.GetGrain<IJobDirectoryGrain>(0).AllAsync(CancellationToken.None).WaitAsync(stoppingToken))
                {
                    var job = grains.GetGrain<IJobGrain>(place.JobId);
                    var brief = await job.DescribeAsync(CancellationToken.None).WaitAsync(stoppingToken);
                    if (brief?.Status is { } status && status != place.Status)
                    {
                        await job.RegisterAsync().WaitAsync(stoppingToken);
                    }
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
