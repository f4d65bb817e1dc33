using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Reading jobs.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Jobs, ListAsync).Says("listJobs", "all jobs");
        routes.MapGet(ApiRoutes.Jobs + "/{id}", ShowAsync).Says("showJob", "one job", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/events", WatchAsync)
            .Says("watchJob", "one job as server-sent events, whenever something of it has changed, at most once a second", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/config", LookAsync).Says("showConfig", "a job's configuration, secrets masked", 404);
    }

    private static async Task<Revised<IReadOnlyList<JobView>>> ListAsync([FromServices] IJobService service, CancellationToken cancellationToken) =>
        new(await service.StatusAsync(cancellationToken), ContractsJson.Default.IReadOnlyListJobView);

    private static async Task<Results<Revised<JobView>, Refused>> ShowAsync(
        string id, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await service.StatusAsync(id, cancellationToken) is { } job
            ? new Revised<JobView>(job, ContractsJson.Default.JobView)
            : await NoSuchJob.AnswerAsync(id, service, cancellationToken);

    private static async Task<Results<ServerSentEventsResult<JobView>, Refused>> WatchAsync(
        string id, [FromServices] IJobService service, [FromServices] JobChanges changes, CancellationToken cancellationToken) =>
        await service.StatusAsync(id, cancellationToken) is { } job
            ? TypedResults.ServerSentEvents(changes.OfAsync(job, cancellationToken), eventType: "job")
            : await NoSuchJob.AnswerAsync(id, service, cancellationToken);

    private static async Task<Results<Shown<JobConfigView>, Refused>> LookAsync(
        string id, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await service.LookAsync(id, cancellationToken) is { } config
            ? new Shown<JobConfigView>(new() { JobId = id, Config = config }, ContractsJson.Default.JobConfigView)
            : await NoSuchJob.AnswerAsync(id, service, cancellationToken);
}
