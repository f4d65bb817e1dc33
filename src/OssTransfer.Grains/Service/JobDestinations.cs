using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Registry;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Grains.Service;

/// <summary>Where jobs write, so that two that write to the same place are not added unnoticed.</summary>
internal sealed class JobDestinations(IGrainFactory grains, ILogger<JobDestinations> logger)
{
    private IJobRegistryGrain Registry => grains.GetGrain<IJobRegistryGrain>(0);

    /// <summary>Another job whose destination overlaps this one's; null: none.</summary>
    public async Task<string?> OverlapAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        if (WritesTo(spec) is not { } destination)
        {
            return null;
        }

        var known = await KnownOverlapAsync(spec.JobId, destination, cancellationToken);
        if (known.JobId is not null)
        {
            return known.JobId;
        }

        // Jobs that were added before anybody noted where they write are asked once.
        foreach (var jobId in known.Unknown)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await grains.GetGrain<IJobGrain>(jobId).DescribeAsync(cancellationToken) is { Config: { } config }
                && WritesTo(JobConfigs.Spec(jobId, config)) is { } other)
            {
                await NotePlaceAsync(jobId, other, cancellationToken);
                if (PlaceOverlap.Between(other, destination))
                {
                    return jobId;
                }
            }
        }

        return null;
    }

    /// <summary>Helps to find overlaps without asking each job; what isn't noted is asked for.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="spec">What it does; null: which of two configurations holds isn't known yet.</param>
    /// <param name="cancellationToken">Gives up waiting; it is noted all the same.</param>
    public Task NoteAsync(string jobId, JobSpec? spec, CancellationToken cancellationToken) =>
        NotePlaceAsync(jobId, spec is null ? null : WritesTo(spec), cancellationToken);

    private async Task<DestinationOverlap> KnownOverlapAsync(string jobId, string destination, CancellationToken cancellationToken)
    {
        try
        {
            return await Registry.OverlapAsync(jobId, destination, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The registry is on a silo of a version before.
            var all = await Registry.AllAsync(cancellationToken);
            return new(null, [.. all.Select(place => place.JobId).Where(other => other != jobId)]);
        }
    }

    private async Task NotePlaceAsync(string jobId, string? destination, CancellationToken cancellationToken)
    {
        try
        {
            await Registry.NoteDestinationAsync(jobId, destination).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.DestinationNotNoted(logger, jobId, exception.Message);
        }
    }

    /// <summary>The place that a job writes to, as <see cref="PlaceOverlap"/> names it; null: it writes nothing by itself, or that could not be read.</summary>
    private static string? WritesTo(JobSpec spec) => spec.Kind == JobKind.Check ? null : PlaceOverlap.NameOf(spec.Destination);
}
