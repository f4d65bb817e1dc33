using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OssTransfer.Contracts;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Silo.Api;

/// <summary>The edge of the API: whatever goes wrong below becomes an answer with a message, or cuts an answer that has begun.</summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            await DescribeEmptyAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone: no answer is needed.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Answers.WriteAsync(http, e.StatusCode, Describe(e));
        }
        catch (Exception e) when (IsOrleansPage(http) && e.GetBaseException() is ArgumentException or FormatException && !http.Response.HasStarted)
        {
            // Orleans' own pages look at what they are asked for only where they use it.
            await Answers.WriteAsync(
                http, StatusCodes.Status400BadRequest, $"'{http.Request.Path}' asks for something that there is not: {e.GetBaseException().Message}");
        }
        catch (Exception e)
        {
            ApiLog.RequestFailed(logger, e, http.Request.Method, http.Request.Path);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            http.Response.Clear();
            await Answers.WriteAsync(http, Status(e), Describe(e));
        }
    }

    private static bool IsOrleansPage(HttpContext http) => http.Request.Path.StartsWithSegments(ApiRoutes.Dashboard);

    private static Task DescribeEmptyAsync(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        var what = $"{http.Request.Method} {http.Request.Path}";
        return http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Answers.WriteAsync(http, 404, $"There is nothing at '{what}'. docs/api.md says what there is."),
            StatusCodes.Status405MethodNotAllowed => Answers.WriteAsync(http, 405, $"'{what}' is not possible. Allowed: {http.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => Answers.WriteAsync(http, 415, "The body must be JSON: send 'Content-Type: application/json'."),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>The HTTP status of a failure.</summary>
    internal static int Status(Exception e) => IsAway(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;

    /// <summary>What it means for whoever asked.</summary>
    internal static string Describe(Exception e) => DatabaseProblem(e) is { } problem
        ? $"{problem.Message} The same command may be given again."
        : IsAway(e)
            ? "The machine that has the job does not answer: it ends, or has just died. Another one takes over within half a minute; give the same command again then."
            : "The silo could not answer: an error of the program, which its log shows whole. The same command may be given again.";

    // What Orleans says while a silo ends, or is not known to be dead yet.
    private static bool IsAway(Exception e) => e is TimeoutException or Orleans.Runtime.OrleansException;

    // Orleans puts its own exception around that of the storage.
    private static DatabaseException? DatabaseProblem(Exception? e) =>
        e is null or DatabaseException ? e as DatabaseException : DatabaseProblem(e.InnerException);

    private static string Describe(BadHttpRequestException e) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The body is too large: at most 4 MiB. A job.cfg is far smaller.",
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "The body must be JSON: send 'Content-Type: application/json'.",
        { InnerException: System.Text.Json.JsonException json } =>
            $"The body is not the JSON that is expected here, at '{json.Path ?? "$"}', line {(json.LineNumber ?? 0) + 1}.",
        _ => "The request is not well formed: " + e.Message,
    };
}
