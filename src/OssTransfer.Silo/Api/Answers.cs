using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Api;

/// <summary>How an answer to a command travels: the body says all, the HTTP status only the class of it.</summary>
internal static class Answers
{
    public static Results<Shown<CommandAnswer>, Refused> From(CommandAnswer answer) =>
        From(answer, ContractsJson.Default.CommandAnswer, answer.Code, answer.Message);

    /// <summary>The same for answers that say more.</summary>
    public static Results<Shown<T>, Refused> From<T>(T answer, JsonTypeInfo<T> type, ExitCode code, string message) =>
        code == ExitCode.Done ? new Shown<T>(answer, type) : Refused.Of(answer, type, code, message, Status(code));

    public static Refused Refuse(ExitCode code, int status, string message) =>
        Refused.Of(new CommandAnswer { Code = code, Message = message }, ContractsJson.Default.CommandAnswer, code, message, status);

    /// <summary>A request that is wrong in itself.</summary>
    public static Refused RefuseUsage(string message) => Refuse(ExitCode.Usage, StatusCodes.Status400BadRequest, message);

    public static Task WriteAsync(HttpContext http, int status, string message) =>
        Refuse(status switch { 400 or 413 or 415 => ExitCode.Usage, 503 => ExitCode.NoSilo, _ => ExitCode.Error }, status, message).ExecuteAsync(http);

    private static int Status(ExitCode code) => code switch
    {
        ExitCode.Usage => StatusCodes.Status400BadRequest,
        ExitCode.NotAllowed => StatusCodes.Status409Conflict,
        ExitCode.Stopped => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status500InternalServerError,
    };
}
