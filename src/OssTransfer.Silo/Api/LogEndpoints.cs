using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Grains.Commands;
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

        return TypedResults.Json(await history.LastAsync(last, job, cancellationToken), ContractsJson.Default.IReadOnlyListLoggedCommand);
    }
}
