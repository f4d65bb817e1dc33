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

namespace OssTransfer.Silo.Api;

/// <summary>What failed, and what would be deleted, as streams: there may be millions of lines, and no side holds them all.</summary>
internal static class FailureEndpoints
{
    private const int FlushBytes = 32 << 10;
    private const string ContentType = "application/x-ndjson";

    public static void MapFailures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Jobs + "/{id}/failures", FailuresAsync)
            .Produces<FailureView>(contentType: ContentType).Says("listFailures", "what failed in a job's last run, one JSON object a line", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/deletes", DeletesAsync)
            .Produces<FailureView>(contentType: ContentType)
            .Says("listDeletes", "what vanished at the source and would be deleted, one JSON object a line", 404);
    }

    private static async Task<Results<EmptyHttpResult, Refused>> FailuresAsync(
        string id, HttpContext http, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await StreamAsync(id, http, service, await service.FailuresAsync(id, cancellationToken), cancellationToken);

    private static async Task<Results<EmptyHttpResult, Refused>> DeletesAsync(
        string id, HttpContext http, [FromServices] IJobService service, CancellationToken cancellationToken) =>
        await StreamAsync(id, http, service, await service.DeletesAsync(id, cancellationToken), cancellationToken);

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
