using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Registry;

/// <summary>Which jobs there are, and which of them have work, in what order. One for the cluster, key 0. It never calls a grain.</summary>
[Alias("osstransfer.directory")]
internal interface IJobRegistryGrain : IGrainWithIntegerKey
{
    /// <summary>Notes a job, before the job stores itself, so that no job is ever unknown here.</summary>
    [Alias("note")]
    Task NoteAsync(string jobId);

    /// <summary>Forgets a job.</summary>
    [Alias("forget")]
    Task ForgetAsync(string jobId);

    /// <summary>
    /// What a job needs from now on (<see cref="JobNeed"/>), and how it stands (<c>JobStatus</c>; 0: it doesn't say). First come, first served: the order is
    /// that of becoming active.
    /// </summary>
    [Alias("tell")]
    Task NotifyAsync(string jobId, int need, int status);

    /// <summary>A ready job wants to run: true, durable, when its turn has come. One that runs is answered so again.</summary>
    [Alias("start")]
    Task<bool> StartAsync(string jobId);

    /// <summary>
    /// How many jobs run at once by the settings of a version, null: by the silo's own option. An older version than the last one is ignored.
    /// </summary>
    [Alias("limit")]
    Task LimitAsync(long settingsVersion, int? maxMasters);

    /// <summary>
    /// Jobs that a free worker may ask: those that run, those whose turn has come, and those that are ending. Each caller's list begins with another
    /// job.
    /// </summary>
    [Alias("candidates"), Orleans.Concurrency.ReadOnly]
    Task<string[]> CandidatesAsync(CancellationToken cancellationToken);

    /// <summary>Notes where a job writes (<see cref="OssTransfer.Jobs.Config.PlaceOverlap"/> names it); null: no longer known.</summary>
    [Alias("destination")]
    Task NoteDestinationAsync(string jobId, string? destination);

    /// <summary>Another job that writes to a place or to one inside the other, and the jobs of which that was not noted.</summary>
    [Alias("overlap"), Orleans.Concurrency.ReadOnly]
    Task<DestinationOverlap> OverlapAsync(string jobId, string destination, CancellationToken cancellationToken);

    /// <summary>All jobs in the order they were added, with their place among those that wait for their turn (0: it runs, or needs none).</summary>
    [Alias("all"), Orleans.Concurrency.ReadOnly]
    Task<JobPlace[]> AllAsync(CancellationToken cancellationToken);

    /// <summary>Some of them by their names, in the order of these; those that don't exist are left out.</summary>
    [Alias("find"), Orleans.Concurrency.ReadOnly]
    Task<JobPlace[]> FindAsync(string[] jobIds, CancellationToken cancellationToken);

    /// <summary>A page of them.</summary>
    [Alias("page"), Orleans.Concurrency.ReadOnly]
    Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellationToken);
}
