using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Registry;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Service;

/// <summary>Everything a user can ask of a silo. The HTTP API and <c>run</c> are thin skins over it.</summary>
public interface IJobService
{
    /// <summary>Validates, lists one page on both sides, stores the job and lets it start.</summary>
    Task<CommandAnswer> AddAsync(AddJobRequest job, CommandContext context, CancellationToken cancellationToken);

    /// <summary>
    /// A command by its name: <c>rm</c>, <c>pause</c>, <c>continue</c>, <c>redo</c>, <c>redo-failed</c>, <c>redo-all</c>, <c>redo-repair</c>,
    /// <c>sync</c>, <c>finish</c>.
    /// Answers when the command is recorded; a state such as <c>pausing</c> may still be on its way to its end.
    /// </summary>
    Task<CommandAnswer> CommandAsync(string jobId, string command, CommandContext context, CancellationToken cancellationToken);

    /// <summary>Replaces the configuration; secrets that stay masked are kept.</summary>
    Task<CommandAnswer> EditAsync(string jobId, AddJobRequest job, CommandContext context, CancellationToken cancellationToken);

    /// <summary>Changes limits of a job, by their keys in job.cfg, whatever it is doing; they hold on all silos within seconds.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="settings">Keys with values as a user writes them; <c>none</c> for no limit.</param>
    /// <param name="timeZone">The caller's IANA time zone, for timetables that name none.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<CommandAnswer> SetAsync(
        string jobId, IReadOnlyDictionary<string, string> settings, string timeZone, CommandContext context, CancellationToken cancellationToken);

    /// <summary>A list of this content is to come for the job, or goes on where it was broken off.</summary>
    Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken);

    /// <summary>The next chunk of the job's list, as <c>FileListCodec</c> writes it. One that is there already is only answered.</summary>
    Task<FileListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken);

    /// <summary>The configuration with masked secrets; null where there is no such job.</summary>
    Task<string?> LookAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>The names of all jobs, in the order they were added, without asking any of them.</summary>
    Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken);

    /// <summary>A page of the jobs, with what the registry knows of them, without asking any of them.</summary>
    Task<JobPage> PageAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>All jobs, in the order they were added.</summary>
    Task<IReadOnlyList<JobView>> StatusAsync(CancellationToken cancellationToken);

    /// <summary>Some jobs by their names, in the order of these; those that don't exist are left out.</summary>
    Task<IReadOnlyList<JobView>> StatusAsync(IReadOnlyList<string> jobIds, CancellationToken cancellationToken);

    /// <summary>
    /// Some jobs, for lists: without the size of their state, and waiting no longer than this. One that doesn't answer is left out, or shown, and marked, as it
    /// was last known.
    /// </summary>
    Task<IReadOnlyList<JobView>> AnsweredAsync(IReadOnlyList<string> jobIds, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>One job; null where there is none.</summary>
    Task<JobView?> StatusAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Answers when the job is stored as it is and the outbox has its notices: a process that ends now loses none.</summary>
    Task SettleAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>What failed in the job's last run, read shard by shard; null where there is no such job.</summary>
    Task<IAsyncEnumerable<FailureLine>?> FailuresAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// What vanished at the source and is still at the destination, as the job's last run found it, read shard by shard; null where there is no such job.
    /// </summary>
    Task<IAsyncEnumerable<FailureLine>?> DeletesAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>A page of what failed, or vanished, in the job's last run; null where there is no such job.</summary>
    Task<FailurePage?> FailuresAsync(string jobId, FailureQuery query, CancellationToken cancellationToken);

    /// <summary>The map of the shards of the job's last run; null where there is no such job.</summary>
    Task<ShardMapView?> ShardsAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Lets the next pass delete so many objects that vanished at the source: as many as the job shows.</summary>
    Task<CommandAnswer> ApproveDeletesAsync(string jobId, long count, CommandContext context, CancellationToken cancellationToken);

    /// <summary>All silos.</summary>
    Task<IReadOnlyList<MachineReport>> MachinesAsync(CancellationToken cancellationToken);
}
