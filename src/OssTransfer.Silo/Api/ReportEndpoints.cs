using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Grains.Service;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Api;

/// <summary>A job's report, all its files in one answer: they are of one run, and no side holds them all.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Jobs + "/{id}/report", StreamAsync);
        routes.MapGet(ApiRoutes.Jobs + "/{id}/explain", ExplainAsync);
    }

    private static async Task<IResult> ExplainAsync(
        string id, string? key, [FromServices] IReportService reports, [FromServices] IJobService jobs, CancellationToken cancellationToken)
    {
        if (key is not { Length: > 0 } || key.Length % 2 != 0 || !key.All(char.IsAsciiHexDigit))
        {
            return Answers.Refuse(ExitCode.Usage, StatusCodes.Status400BadRequest, "'key' must be the key's bytes, in hexadecimal digits.");
        }

        return await reports.ExplainAsync(id, new ObjectKey(Convert.FromHexString(key)), cancellationToken) is { } explained
            ? TypedResults.Json(explained, ContractsJson.Default.KeyExplanation)
            : await NoSuchJob.AnswerAsync(id, jobs, cancellationToken);
    }

    private static async Task<IResult> StreamAsync(
        string id, HttpContext http, [FromServices] IReportService reports, [FromServices] IJobService jobs, CancellationToken cancellationToken)
    {
        if (await reports.ReportAsync(id, cancellationToken) is not { } write)
        {
            return await NoSuchJob.AnswerAsync(id, jobs, cancellationToken);
        }

        var boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Response.ContentType = $"multipart/mixed; boundary={boundary}";
        var parts = new MultipartSink(http.Response.Body, boundary);
        await write(parts, cancellationToken);
        await parts.EndAsync(cancellationToken);
        return TypedResults.Empty;
    }
}
