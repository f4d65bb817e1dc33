namespace OssTransfer.Grains.Registry;

/// <summary>What the registry knows of jobs, also where it is on a silo of the version before, which can only list all of it.</summary>
internal sealed class JobPlaces(IGrainFactory grains)
{
    private IJobRegistryGrain Registry => grains.GetGrain<IJobRegistryGrain>(0);

    /// <summary>All jobs, in the order they were added.</summary>
    public async Task<IReadOnlyList<JobPlace>> AllAsync(CancellationToken cancellationToken) => await Registry.AllAsync(cancellationToken);

    /// <summary>Some of them by their names, in the order of these; those that don't exist are left out.</summary>
    public async Task<IReadOnlyList<JobPlace>> FindAsync(IReadOnlyList<string> jobIds, CancellationToken cancellationToken)
    {
        try
        {
            return await Registry.FindAsync([.. jobIds], cancellationToken);
        }
        catch (Exception exception) when (IsOlder(exception))
        {
            var all = (await Registry.AllAsync(cancellationToken)).ToDictionary(place => place.JobId);
            return [.. jobIds.Select(all.GetValueOrDefault).OfType<JobPlace>()];
        }
    }

    /// <summary>A page of them.</summary>
    public async Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await Registry.PageAsync(query, cancellationToken);
        }
        catch (Exception exception) when (IsOlder(exception))
        {
            return query.Of([.. (await Registry.AllAsync(cancellationToken)).Select(place => new ListedJob(place.JobId, place.Status))]);
        }
    }

    private static bool IsOlder(Exception exception) => exception is not (OperationCanceledException or TimeoutException);
}
