using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Silo.Api;

/// <summary>What is set for the whole cluster.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Settings, ReadAsync);
        routes.MapPost(ApiRoutes.Settings, SetAsync);
        routes.MapGet(ApiRoutes.Mail, MailAsync);
    }

    private static async Task<IResult> ReadAsync([FromServices] ISettingsService service, CancellationToken cancellationToken) =>
        TypedResults.Json(SettingsText.View(await service.ReadAsync(cancellationToken)), ContractsJson.Default.SettingsView);

    private static async Task<IResult> MailAsync([FromServices] ISettingsService service, CancellationToken cancellationToken) =>
        TypedResults.Json(await service.MailAsync(cancellationToken), ContractsJson.Default.MailView);

    private static async Task<IResult> SetAsync(
        SetRequest request, HttpContext http, [FromServices] ISettingsService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command) is { } problem)
        {
            return Answers.Refuse(ExitCode.Usage, StatusCodes.Status400BadRequest, problem);
        }

        var answer = await service.SetAsync(request, cancellationToken);
        var what = answer.Errors.Count == 0
            ? answer.Message
            : $"{answer.Message} {string.Join("; ", answer.Errors.Select(wrong => $"{wrong.Key}: {wrong.Message}"))}";
        await log.WriteAsync(http, CommandContexts.From(request.Command), "set", null, new() { Code = answer.Code, Message = what });
        return TypedResults.Json(answer, ContractsJson.Default.SetAnswer, statusCode: Answers.Status(answer.Code));
    }
}
