using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Silo.Api;

/// <summary>What failed, and what would be deleted, as streams: there may be millions of lines, and no side holds them all.</summary>
internal static class FailureEndpoints
{
    private const int FlushBytes = 32 << 10;
    private const string ContentType = "application/x-ndjson";

    public static void MapFailures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Jobs + "/{id}/failures", FailuresAsync)
            .Produces<FailureView>(contentType: ContentType)
            .Says("listFailures", "what failed in a job's last run, one JSON object a line; all of it, or a page, or what failed for one reason", 400, 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/deletes", DeletesAsync)
            .Produces<FailureView>(contentType: ContentType)
            .Says("listDeletes", "what vanished at the source and would be deleted, one JSON object a line; all of it, or a page", 400, 404);
    }

    private static async Task<Results<EmptyHttpResult, Refused>> FailuresAsync(
        string id, HttpContext http, [FromServices] IJobService service, CancellationToken cancellationToken, int? limit = null, string? after = null,
        string? reason = null)
    {
        if (reason is not null && !FailureReasons.All.Contains(reason))
        {
            return Answers.RefuseUsage("'reason' must be one that the job's failures have.");
        }

        return (limit, after, reason) is (null, null, null)
            ? await StreamAsync(id, http, service, await service.FailuresAsync(id, cancellationToken), cancellationToken)
            : await PageAsync(id, http, service, new(limit ?? Paging.Default) { After = after, Reason = reason }, cancellationToken);
    }

    private static async Task<Results<EmptyHttpResult, Refused>> DeletesAsync(
        string id, HttpContext http, [FromServices] IJobService service, CancellationToken cancellationToken, int? limit = null, string? after = null) =>
        (limit, after) is (null, null)
            ? await StreamAsync(id, http, service, await service.DeletesAsync(id, cancellationToken), cancellationToken)
            : await PageAsync(id, http, service, new(limit ?? Paging.Default) { After = after, AreDeletes = true }, cancellationToken);

    private static async Task<Results<EmptyHttpResult, Refused>> PageAsync(
        string id, HttpContext http, IJobService service, FailureQuery query, CancellationToken cancellationToken)
    {
        if (Paging.Problem(query.Limit) is { } problem)
        {
            return problem;
        }

        if (await service.FailuresAsync(id, query, cancellationToken) is not { } page)
        {
            return await NoSuchJob.AnswerAsync(id, service, cancellationToken);
        }

        if (page.IsLost)
        {
            return Paging.Lost();
        }

        Paging.Link(http, page.Next);
        return await StreamAsync(id, http, service, page.Lines.ToAsyncEnumerable(), cancellationToken);
    }

    private static async Task<Results<EmptyHttpResult, Refused>> StreamAsync(
        string id, HttpContext http, IJobService service, IAsyncEnumerable<FailureLine>? lines, CancellationToken cancellationToken)
    {
        if (lines is null)
        {
            return await NoSuchJob.AnswerAsync(id, service, cancellationToken);
        }

        http.Response.ContentType = ContentType + "; charset=utf-8";
        await WriteAsync(http.Response, lines, cancellationToken);
        return TypedResults.Empty;
    }

    private static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<FailureLine> failures, CancellationToken cancellationToken)
    {
        var body = response.BodyWriter;
        using var json = new Utf8JsonWriter(body);
        await foreach (var failure in failures.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(json, ReportViews.From(failure), ContractsJson.Default.FailureView);
            json.Flush();
            json.Reset();
            body.Write("\n"u8);
            if (body.UnflushedBytes >= FlushBytes)
            {
                await body.FlushAsync(cancellationToken);
            }
        }
    }
}
