using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Commands;
using OssTransfer.Grains.Commands;
using OssTransfer.Jobs.Commands;

namespace OssTransfer.Silo.Api;

/// <summary>Reading the commands that were given on all machines.</summary>
internal static class LogEndpoints
{
    public static void MapLog(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ApiRoutes.Commands, ListAsync).Says("listCommands", "the last commands of all machines", 400);

    private static async Task<Results<Shown<IReadOnlyList<LoggedCommand>>, Refused>> ListAsync(
        [FromServices] ICommandHistory history, CancellationToken cancellationToken, int last = CommandRing.Kept, string? job = null)
    {
        if (last is < 1 or > CommandRing.Kept)
        {
            return Answers.RefuseUsage($"'last' must be 1 to {CommandRing.Kept}: that many commands are kept.");
        }

        return new Shown<IReadOnlyList<LoggedCommand>>(await history.LastAsync(last, job, cancellationToken), ContractsJson.Default.IReadOnlyListLoggedCommand);
    }
}
