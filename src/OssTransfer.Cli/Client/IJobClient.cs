using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Client;

/// <summary>What adding and following a job needs, whether the silo is another process or this one.</summary>
internal interface IJobClient
{
    /// <summary>Adds a job. A refusal is an answer, not an exception.</summary>
    Task<CommandAnswer> AddAsync(AddJobRequest request, CancellationToken cancellationToken);

    /// <summary>Gives a command. A refusal is an answer, not an exception.</summary>
    Task<CommandAnswer> CommandAsync(string jobId, string command, CommandRequest request, CancellationToken cancellationToken);

    /// <summary>A list is to come for a job. A refusal is an answer, not an exception.</summary>
    Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken);

    /// <summary>The list's next chunk. A refusal is an answer, not an exception.</summary>
    Task<FileListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken);

    /// <summary>A job; null where there is none.</summary>
    Task<JobView?> FindAsync(string jobId, CancellationToken cancellationToken);
}
