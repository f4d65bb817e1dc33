namespace OssTransfer.Grains.Directories;

/// <summary>Which jobs there are, and which of them have work, in what order. One for the cluster, key 0. It never calls a grain.</summary>
[Alias("osstransfer.directory")]
internal interface IJobDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Notes a job, before the job stores itself, so that no job is ever unknown here.</summary>
    [Alias("note")]
    Task NoteAsync(string jobId);

    /// <summary>Forgets a job.</summary>
    [Alias("forget")]
    Task ForgetAsync(string jobId);

    /// <summary>A job has work, or none any more. First come, first served: the order is that of becoming active.</summary>
    [Alias("active")]
    Task SetActiveAsync(string jobId, bool isActive);

    /// <summary>Jobs that have a master, in the order a free worker should ask them.</summary>
    [Alias("candidates"), Orleans.Concurrency.ReadOnly]
    Task<string[]> CandidatesAsync(int asked);

    /// <summary>All jobs in the order they were added, with their place among those that wait for a master (0: it has one, or needs none).</summary>
    [Alias("all"), Orleans.Concurrency.ReadOnly]
    Task<JobPlace[]> AllAsync(int asked);
}
