using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Silo.Api;

/// <summary>Reading jobs.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Jobs, ListAsync)
            .Says("listJobs", "all jobs in the order they were added, or a page of them, or of those in a state, by name or those at work first", 400);
        routes.MapGet(ApiRoutes.Jobs + "/{id}", ShowAsync).Says("showJob", "one job", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/events", WatchAsync)
            .Says("watchJob", "one job as server-sent events, whenever something of it has changed, at most once a second", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/shards", ShardsAsync).Says("showShards", "the map of a job's shards, by their state", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/config", LookAsync).Says("showConfig", "a job's configuration, secrets masked", 404);
    }

    private static async Task<Results<Revised<IReadOnlyList<JobView>>, Refused>> ListAsync(
        HttpContext http, [FromServices] IJobService service, CancellationToken cancellationToken, int? limit = null, string? after = null,
        string? state = null, string? order = null)
    {
        if ((limit, after, state, order) is (null, null, null, null))
        {
            return Shown(await service.StatusAsync(cancellationToken));
        }

        if (Paging.Problem(limit) is { } problem)
        {
            return problem;
        }

        if (state is not null && JobStatusFacts.FromText(state) is null)
        {
            return Answers.RefuseUsage("'state' must be one that a job can be in.");
        }

        if (order is not (null or "name" or "state"))
        {
            return Answers.RefuseUsage("'order' must be 'name' or 'state'.");
        }

        // By name, so that it is clear where a page begins, whatever was added or removed since the one before; or by what changes as jobs go on.
        var (byState, skip, from) = (order == "state", 0, after is null ? "" : Paging.NameIn(after));
        if (from is null || (byState && after is not null && !int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out skip)))
        {
            return Paging.Lost();
        }

        // One more says whether there is a next page.
        var most = limit ?? Paging.Default;
        var page = await service.PageAsync(new(most + 1) { After = byState ? null : from, Skip = skip, State = state }, cancellationToken);
        string[] names = [.. page.Jobs.Take(most).Select(job => job.JobId)];
        Paging.Total(http, page.Found);
        Paging.Link(http, page.Jobs.Length > most ? Paging.Behind(byState ? (skip + most).ToString(CultureInfo.InvariantCulture) : names[^1]) : null);
        return Shown(await service.StatusAsync(names, cancellationToken));

        static Revised<IReadOnlyList<JobView>> Shown(IReadOnlyList<JobView> jobs) => new(jobs, ContractsJson.Default.IReadOnlyListJobView);
    }

    private static async Task<Results<Revised<ShardMapView>, Refused>> ShardsAsync(
        string id, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await service.ShardsAsync(id, cancellationToken) is { } map
            ? new Revised<ShardMapView>(map, ContractsJson.Default.ShardMapView)
            : await NoSuchJob.AnswerAsync(id, service, cancellationToken);

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
