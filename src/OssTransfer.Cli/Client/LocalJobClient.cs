using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Silo.Api;

namespace OssTransfer.Cli.Client;

/// <summary>The silo in this process, by the same calls as one elsewhere.</summary>
internal sealed class LocalJobClient(IJobService service) : IJobClient
{
    public async Task<CommandAnswer> AddAsync(AddJobRequest request, CancellationToken cancellationToken)
    {
        var job = new AddJob(request.Config, request.TimeZone ?? "Etc/UTC", request.SkipCheck, request.Confirmed, request.OnePass);
        return ReportViews.From(await service.AddAsync(job, Context(request.Command), cancellationToken));
    }

    public async Task<CommandAnswer> EditAsync(string jobId, AddJobRequest request, CancellationToken cancellationToken)
    {
        var job = new AddJob(request.Config, request.TimeZone ?? "Etc/UTC", request.SkipCheck, request.Confirmed, request.OnePass);
        return ReportViews.From(await service.EditAsync(jobId, job, Context(request.Command), cancellationToken));
    }

    public async Task<CommandAnswer> CommandAsync(string jobId, string command, CommandRequest request, CancellationToken cancellationToken) =>
        ReportViews.From(await service.CommandAsync(jobId, command, Context(request), cancellationToken));

    public async Task<ListProgress> BeginListAsync(string jobId, string digest, CancellationToken cancellationToken) =>
        ReportViews.From(await service.BeginListAsync(jobId, digest, cancellationToken));

    public async Task<ListProgress> AddListChunkAsync(string jobId, string digest, int number, bool isLast, byte[] chunk, CancellationToken cancellationToken) =>
        ReportViews.From(await service.AddListChunkAsync(jobId, digest, number, isLast, chunk, cancellationToken));

    public async Task<JobView?> FindAsync(string jobId, CancellationToken cancellationToken) =>
        await service.StatusAsync(jobId, cancellationToken) is { } report ? ReportViews.From(report) : null;

    private static CommandContext Context(CommandRequest? command)
    {
        var given = command ?? Caller.NewCommand();
        return new(given.Id!, given.Who!);
    }
}
