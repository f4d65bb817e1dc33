using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Silo.Api;

/// <summary>Changing jobs. Every command is written to the command log with its result.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(ApiRoutes.Jobs, AddAsync).Says("addJob", "add a job", 400, 409, 413, 415, 422);
        routes.MapPut(ApiRoutes.Jobs + "/{id}/config", EditAsync).Says("editJob", "give a job another configuration", 400, 404, 409, 413, 415, 422);
        routes.MapPost(ApiRoutes.Jobs + "/{id}/commands/{command}", CommandAsync)
            .Says("commandJob", $"a command: {string.Join(", ", JobCommandNames.Bare)}", 400, 404, 409, 415);
        routes.MapPost(ApiRoutes.Jobs + "/{id}/settings", SetAsync).Says("setJob", "new limits, whatever the job is doing", 400, 404, 409, 413, 415);
        routes.MapPost(ApiRoutes.Jobs + "/{id}/deletes", ApproveDeletesAsync)
            .Says("approveDeletes", "let the next pass delete so many objects, the number that the job shows", 400, 404, 409, 413, 415);
    }

    private static async Task<Results<Shown<CommandAnswer>, Refused>> AddAsync(
        AddJobRequest request, HttpContext http, [FromServices] IJobService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command, request.TimeZone) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var context = CommandContexts.From(request.Command);
        var answer = await service.AddAsync(request, context, cancellationToken);
        await log.WriteAsync(http, context, "add", answer.JobId, ConfigMask.Mask(answer, request.Config));
        return Answers.From(answer);
    }

    private static async Task<Results<Shown<CommandAnswer>, Refused>> EditAsync(
        string id, AddJobRequest request, HttpContext http, [FromServices] IJobService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command, request.TimeZone) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var context = CommandContexts.From(request.Command);
        var answer = await service.EditAsync(id, request, context, cancellationToken);
        await log.WriteAsync(http, context, "edit", id, ConfigMask.Mask(answer, request.Config));
        return await AnswerAsync(id, answer, service, cancellationToken);
    }

    private static async Task<Results<Shown<CommandAnswer>, Refused>> CommandAsync(
        string id, string command, CommandRequest? request, HttpContext http, [FromServices] IJobService service, CommandLog log,
        CancellationToken cancellationToken)
    {
        if (!JobCommandNames.Bare.Contains(command))
        {
            return Answers.RefuseUsage($"There is no command '{command}'. There are: {string.Join(", ", JobCommandNames.Bare)}.");
        }

        if (CommandContexts.Problem(request) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var context = CommandContexts.From(request);
        var answer = await service.CommandAsync(id, command, context, cancellationToken);
        await log.WriteAsync(http, context, command, id, answer);
        return await AnswerAsync(id, answer, service, cancellationToken);
    }

    private static async Task<Results<Shown<CommandAnswer>, Refused>> SetAsync(
        string id, SetJobRequest request, HttpContext http, [FromServices] IJobService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command, request.TimeZone) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        if (request.Settings.FirstOrDefault(setting => setting.Value is null).Key is { } empty)
        {
            return Answers.RefuseUsage($"'{empty}' has no value.");
        }

        var context = CommandContexts.From(request.Command);
        var answer = await service.SetAsync(id, request.Settings, request.TimeZone ?? TimeZoneInfo.Local.Id, context, cancellationToken);
        await log.WriteAsync(http, context, "set", id, answer);
        return await AnswerAsync(id, answer, service, cancellationToken);
    }

    private static async Task<Results<Shown<CommandAnswer>, Refused>> ApproveDeletesAsync(
        string id, ApproveDeletesRequest request, HttpContext http, [FromServices] IJobService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request.Command) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var context = CommandContexts.From(request.Command);
        var answer = await service.ApproveDeletesAsync(id, request.Count, context, cancellationToken);
        await log.WriteAsync(http, context, "deletes --approve", id, answer);
        return await AnswerAsync(id, answer, service, cancellationToken);
    }

    // Asked after the command, not before: a repeated "rm" is answered as the first one was, although the job is gone.
    private static async Task<Results<Shown<CommandAnswer>, Refused>> AnswerAsync(
        string id, CommandAnswer answer, IJobService service, CancellationToken cancellationToken) =>
        answer.Code == ExitCode.NotAllowed && await service.StatusAsync(id, cancellationToken) is null
            ? await NoSuchJob.AnswerAsync(id, service, cancellationToken)
            : Answers.From(answer);
}
