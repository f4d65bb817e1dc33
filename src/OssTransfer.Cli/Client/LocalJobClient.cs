using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Cli.Client;

/// <summary>The silo in this process, by the same calls as one elsewhere.</summary>
internal sealed class LocalJobClient(IJobService service) : IJobClient
{
    public Task<CommandAnswer> AddAsync(AddJobRequest request, CancellationToken cancellationToken) =>
        service.AddAsync(request, Context(request.Command), cancellationToken);

    public Task<CommandAnswer> EditAsync(string jobId, AddJobRequest request, CancellationToken cancellationToken) =>
        service.EditAsync(jobId, request, Context(request.Command), cancellationToken);

    public Task<CommandAnswer> CommandAsync(string jobId, string command, CommandRequest request, CancellationToken cancellationToken) =>
        service.CommandAsync(jobId, command, Context(request), cancellationToken);

    public Task<FileListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken) =>
        service.BeginListAsync(jobId, digest, cancellationToken);

    public Task<FileListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken) =>
        service.AddListChunkAsync(jobId, digest, number, isLast, chunk, cancellationToken);

    public async Task<JobView?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        try
        {
            var job = await service.StatusAsync(jobId, cancellationToken);
            if (job is { IsActive: false })
            {
                // This process may end now, and with it the silo.
                await service.SettleAsync(jobId, cancellationToken);
            }

            return job;
        }
        catch (TimeoutException)
        {
            // Whoever follows a job asks again.
            throw new CliException(ExitCode.NoSilo, $"The job '{jobId}' does not say how it is: this machine is busy. The same command goes on with it.");
        }
    }

    private static CommandContext Context(CommandRequest? command)
    {
        var given = command ?? Caller.NewCommand();
        return new(given.Id!, given.Who!) { Language = given.Language };
    }
}
