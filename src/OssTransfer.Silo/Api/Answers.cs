using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>How an answer to a command travels: the body says all, the HTTP status says it roughly to those who look no further.</summary>
internal static class Answers
{
    public const int NotPossible = 6;
    private const int Usage = 2;
    private const int Other = 1;

    public static JsonHttpResult<CommandAnswer> From(ServiceAnswer answer) =>
        TypedResults.Json(ReportViews.From(answer), ContractsJson.Default.CommandAnswer, statusCode: Status(answer.Code));

    public static JsonHttpResult<CommandAnswer> Refuse(int code, int status, string message) => TypedResults.Json(
        new CommandAnswer { Code = code, Message = message }, ContractsJson.Default.CommandAnswer, statusCode: status);

    public static Task WriteAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        var answer = new CommandAnswer { Code = status is 400 or 413 or 415 ? Usage : Other, Message = message };
        return http.Response.WriteAsJsonAsync(answer, ContractsJson.Default.CommandAnswer, cancellationToken: http.RequestAborted);
    }

    public static int Status(int code) => code switch
    {
        0 => StatusCodes.Status200OK,
        Usage => StatusCodes.Status400BadRequest,
        NotPossible => StatusCodes.Status409Conflict,
        5 => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status500InternalServerError,
    };
}
