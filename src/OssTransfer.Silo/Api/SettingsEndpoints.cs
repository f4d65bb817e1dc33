using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
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
        routes.MapGet(ApiRoutes.Settings, ReadAsync).Says("showSettings", "what was set for the cluster");
        routes.MapPost(ApiRoutes.Settings, SetAsync).Says("set", "set something for the cluster", 400, 409, 413, 415, 422);
        routes.MapGet(ApiRoutes.Mail, MailAsync).Says("showMail", "sender and receiver of mails, and the last ones");
    }

    private static async Task<Shown<SettingsView>> ReadAsync([FromServices] ISettingsService service, CancellationToken cancellationToken) =>
        new(SettingsText.View(await service.ReadAsync(cancellationToken)), ContractsJson.Default.SettingsView);

    private static async Task<Shown<MailView>> MailAsync([FromServices] ISettingsService service, CancellationToken cancellationToken) =>
        new(await service.MailAsync(cancellationToken), ContractsJson.Default.MailView);

    private static async Task<Results<Shown<SetAnswer>, Refused>> SetAsync(
        SetRequest request, HttpContext http, [FromServices] ISettingsService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var answer = await service.SetAsync(request, cancellationToken);
        await log.WriteAsync(http, CommandContexts.From(request.Command), "set", null, new() { Code = answer.Code, Message = answer.Line });
        return Answers.From(answer, ContractsJson.Default.SetAnswer, answer.Code, answer.Message);
    }
}
