using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Registry;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Wakes every job once when a silo starts. A job that waits for its next pass then measures on a clock that only goes forward (<see cref="PassTimer"/>): its
/// reminder alone would come by the wall clock, late where that was set back meanwhile. Each also reports its state to the registry, which a crash may have
/// kept from it, or an older version never noted; a job at rest would not report it by itself.
/// </summary>
internal sealed class JobWaker(IGrainFactory grains, TimeProvider time, ILogger<JobWaker> logger) : BackgroundService
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // One after the other: nothing waits for this, and a silo that starts has more urgent work. A stop doesn't cancel a call: one that is cancelled
                // before it has found its grain makes Orleans log an error.
                foreach (var place in await grains.GetGrain<IJobRegistryGrain>(0).AllAsync(CancellationToken.None).WaitAsync(stoppingToken))
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
