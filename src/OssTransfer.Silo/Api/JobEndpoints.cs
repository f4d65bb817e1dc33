using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        routes.MapGet(ApiRoutes.Jobs, ListAsync);
        routes.MapGet(ApiRoutes.Jobs + "/{id}", ShowAsync);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/config", LookAsync);
    }

    private static async Task<IResult> ListAsync([FromServices] IJobService service, CancellationToken cancellationToken) =>
        TypedResults.Json(await service.StatusAsync(cancellationToken), ContractsJson.Default.IReadOnlyListJobView);

    private static async Task<IResult> ShowAsync(string id, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await service.StatusAsync(id, cancellationToken) is { } job
            ? TypedResults.Json(job, ContractsJson.Default.JobView)
            : await NoSuchJob.AnswerAsync(id, service, cancellationToken);

    private static async Task<IResult> LookAsync(string id, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await service.LookAsync(id, cancellationToken) is { } config
            ? TypedResults.Json(new JobConfigView { JobId = id, Config = config }, ContractsJson.Default.JobConfigView)
            : await NoSuchJob.AnswerAsync(id, service, cancellationToken);
}
