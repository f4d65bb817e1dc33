using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains.Jobs;

/// <summary>A job: its state machine and, while it runs, its master. Keyed by job-ID. Every call may be repeated.</summary>
[Alias("osstransfer.job")]
internal interface IJobGrain : IGrainWithStringKey, IRemindable
{
    /// <summary>Stores a new job and makes it ready. Refused where one of that name is there.</summary>
    [Alias("add")]
    Task<CommandAnswer> AddAsync(NewJob job, string commandId);

    /// <summary>A command of the table in <c>JobCommandTable</c>, by its name.</summary>
    [Alias("command")]
    Task<CommandAnswer> CommandAsync(string command, string commandId);

    /// <summary>Replaces the configuration.</summary>
    [Alias("edit")]
    Task<CommandAnswer> EditAsync(NewJob job, string commandId);

    /// <summary>Changes limits, in canonical form, while work goes on: the configuration keeps its version, so that no silo opens its stores again.</summary>
    [Alias("set")]
    Task<CommandAnswer> SetAsync(Dictionary<string, string> settings, string commandId);

    /// <summary>Lets the next pass delete so many objects that vanished at the source.</summary>
    [Alias("approve-deletes")]
    Task<CommandAnswer> ApproveDeletesAsync(long count, string commandId);

    /// <summary>The same secrets under another seal, where they still have the one that was replaced. Nothing else changes, no work is interrupted.</summary>
    [Alias("reseal")]
    Task ResealAsync(ulong incarnation, [Immutable] byte[] replaced, [Immutable] byte[] seal);

    /// <summary>A list of this content is to come, or goes on where it was broken off.</summary>
    [Alias("begin-list")]
    Task<FileListProgress> BeginListAsync(string digest);

    /// <summary>Stores the next chunk of the list (<c>FileListCodec</c>). One that is there already is only answered.</summary>
    [Alias("add-chunk")]
    Task<FileListProgress> AddChunkAsync(string digest, int number, bool isLast, [Immutable] byte[] chunk);

    /// <summary>The job as a user sees it, as <c>JobSnapshotCodec</c> writes it; null where there is none.</summary>
    /// <param name="asOf">Not read any more; older silos do.</param>
    [Alias("report")]
    Task<byte[]?> ShowAsync(DateTimeOffset asOf);

    /// <summary>Answers when the job has gone as far as its state allows, that is stored, and the outbox has its notices.</summary>
    [Alias("settle")]
    Task SettleAsync();

    /// <summary>The job's configuration and what is durable of its run; null where there is none.</summary>
    [Alias("describe")]
    Task<JobBrief?> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>The registry was seen to know something else of the job than this says: it hears how it is.</summary>
    [Alias("register")]
    Task RegisterAsync();

    /// <summary>Hands the next shard to a worker.</summary>
    [Alias("pull")]
    Task<PullAnswer> PullAsync(PullRequest request);

    /// <summary>Moves the run's position over what a list shard has stored. False: another attempt has the shard.</summary>
    [Alias("listed")]
    Task<bool> RecordListingAsync(ShardTicket ticket, [Immutable] byte[] report);

    /// <summary>A worker gives a shard back.</summary>
    [Alias("return")]
    Task ReturnAsync(ReturnedShard returned);

    /// <summary>A silo names what it holds; in memory only.</summary>
    [Alias("renew")]
    Task<RenewAnswer> RenewAsync(RenewRequest request);
}
