using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Silo.Api;

/// <summary>What is set for the whole cluster.</summary>
internal static class SettingsEndpoints
{
    private const string Masked = "***";

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Settings, ReadAsync);
        routes.MapPost(ApiRoutes.Settings, SetAsync);
    }

    private static async Task<IResult> ReadAsync([FromServices] ISettingsService service, CancellationToken cancellationToken) =>
        TypedResults.Json(View(await service.ReadAsync(cancellationToken)), ContractsJson.Default.SettingsView);

    private static async Task<IResult> SetAsync(
        SetRequest request, HttpContext http, [FromServices] ISettingsService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command) is { } problem)
        {
            return Answers.Refuse(ExitCode.Usage, StatusCodes.Status400BadRequest, problem);
        }

        var input = new SettingsInput
        {
            MaxMasterNum = request.MaxMasterNum,
            MaxWorkerNum = request.MaxWorkerNum,
            Machine = request.Machine,
            MsgFrom = request.MsgFrom,
            MsgTo = request.MsgTo,
        };
        var answer = await service.SetAsync(input, cancellationToken);
        var what = answer.Problems.Count == 0
            ? answer.Message
            : $"{answer.Message} {string.Join("; ", answer.Problems.Select(wrong => $"{wrong.Option}: {wrong.Message}"))}";
        await log.WriteAsync(http, CommandContexts.From(request.Command), "set", null, new() { Code = answer.Code, Message = what });
        return TypedResults.Json(View(answer), ContractsJson.Default.SetAnswer, statusCode: Answers.Status(answer.Code));
    }

    private static SetAnswer View(SettingsAnswer answer) => new()
    {
        Code = answer.Code,
        Message = answer.Message,
        Notes = answer.Notes,
        Errors = [.. answer.Problems.Select(problem => new ConfigError(0, problem.Option, problem.Message))],
        Settings = answer.Settings is { } settings ? View(settings) : null,
    };

    private static SettingsView View(ClusterSettings settings) => new()
    {
        Version = settings.Version,
        ChangedAt = settings.ChangedAt,
        MaxMasterNum = settings.MaxMasters,
        MaxWorkerNum = settings.MaxWorkers,
        MachineWorkerNum = settings.MachineWorkers,
        Mail = new()
        {
            Sender = settings.MailSender,
            Password = settings.SealedMailPassword is null ? null : Masked,
            Receiver = settings.MailReceiver,
        },
    };
}
