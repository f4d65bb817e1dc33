using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Api;

/// <summary>How an answer to a command travels: the body says all, the HTTP status says it roughly to those who look no further.</summary>
internal static class Answers
{
    public static JsonHttpResult<CommandAnswer> From(CommandAnswer answer) =>
        TypedResults.Json(answer, ContractsJson.Default.CommandAnswer, statusCode: Status(answer.Code));

    public static JsonHttpResult<CommandAnswer> Refuse(ExitCode code, int status, string message) => TypedResults.Json(
        new CommandAnswer { Code = code, Message = message }, ContractsJson.Default.CommandAnswer, statusCode: status);

    public static Task WriteAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        var code = status switch { 400 or 413 or 415 => ExitCode.Usage, 503 => ExitCode.NoSilo, _ => ExitCode.Error };
        var answer = new CommandAnswer { Code = code, Message = message };
        return http.Response.WriteAsJsonAsync(answer, ContractsJson.Default.CommandAnswer, cancellationToken: http.RequestAborted);
    }

    public static int Status(ExitCode code) => code switch
    {
        ExitCode.Done => StatusCodes.Status200OK,
        ExitCode.Usage => StatusCodes.Status400BadRequest,
        ExitCode.NotAllowed => StatusCodes.Status409Conflict,
        ExitCode.Stopped => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status500InternalServerError,
    };
}
