using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>A job's report, all its files in one answer: they are of one run, and no side holds them all.</summary>
internal static class ReportEndpoints
{
    private const string ContentType = "multipart/mixed";

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Jobs + "/{id}/report", StreamAsync)
            .Produces<Stream>(contentType: ContentType).Says("showReport", "the report of a job's last run: its files as the parts of one answer", 404);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/explain", ExplainAsync).Says("explainKey", "what a job's passes decided about one key", 400, 404);
    }

    private static async Task<Results<Shown<KeyExplanation>, Refused>> ExplainAsync(
        string id, string? key, [FromServices] IReportService reports, [FromServices] IJobService jobs, CancellationToken cancellationToken)
    {
        if (KeyHex.Parse(key) is not { } asked)
        {
            return Answers.RefuseUsage("'key' must be the key's bytes, in hexadecimal digits.");
        }

        return await reports.ExplainAsync(id, asked, cancellationToken) is { } explained
            ? new Shown<KeyExplanation>(explained, ContractsJson.Default.KeyExplanation)
            : await NoSuchJob.AnswerAsync(id, jobs, cancellationToken);
    }

    private static async Task<Results<EmptyHttpResult, Refused>> StreamAsync(
        string id, HttpContext http, [FromServices] IReportService reports, [FromServices] IJobService jobs, CancellationToken cancellationToken)
    {
        if (await reports.ReportAsync(id, cancellationToken) is not { } write)
        {
            return await NoSuchJob.AnswerAsync(id, jobs, cancellationToken);
        }

        var boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Response.ContentType = $"{ContentType}; boundary={boundary}";
        var parts = new MultipartSink(http.Response.Body, boundary);
        await write(parts, cancellationToken);
        await parts.EndAsync(cancellationToken);
        return TypedResults.Empty;
    }
}
