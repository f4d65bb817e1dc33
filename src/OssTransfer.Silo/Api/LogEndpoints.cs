using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Commands;
using OssTransfer.Grains.Commands;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Commands;

namespace OssTransfer.Silo.Api;

/// <summary>Reading the commands that were given on all machines.</summary>
internal static class LogEndpoints
{
    public static void MapLog(this IEndpointRouteBuilder routes) => routes.MapGet(ApiRoutes.Commands, ListAsync);

    private static async Task<IResult> ListAsync(
        [FromServices] ICommandHistory history, CancellationToken cancellationToken, int last = CommandRing.Kept, string? job = null)
    {
        if (last is < 1 or > CommandRing.Kept)
        {
            return Answers.Refuse(ExitCode.Usage, StatusCodes.Status400BadRequest, $"'last' must be 1 to {CommandRing.Kept}: that many commands are kept.");
        }

        IReadOnlyList<LoggedCommandView> commands = [.. (await history.LastAsync(last, job, cancellationToken)).Select(View)];
        return TypedResults.Json(commands, ContractsJson.Default.IReadOnlyListLoggedCommandView);
    }

    private static LoggedCommandView View(LoggedCommand command) => new()
    {
        At = command.At,
        Who = command.Who,
        From = command.From,
        Machine = command.Machine,
        Command = command.Command,
        JobId = command.JobId,
        Code = command.Code,
        Message = command.Message,
    };
}
