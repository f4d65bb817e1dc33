using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Jobs.CommandLog;

namespace OssTransfer.Silo.Api;

/// <summary>Reading the commands that were given on all machines.</summary>
internal static class LogEndpoints
{
    public static void MapLog(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ApiRoutes.Commands, ListAsync)
            .Says("listCommands", "the last commands of all machines, or a page of those that are kept, the oldest first", 400);

    private static async Task<Results<Shown<IReadOnlyList<LoggedCommand>>, Refused>> ListAsync(
        HttpContext http, [FromServices] ICommandHistory history, CancellationToken cancellationToken, int last = CommandRing.Kept, string? job = null,
        int? limit = null, string? after = null)
    {
        if (last is < 1 or > CommandRing.Kept)
        {
            return Answers.RefuseUsage($"'last' must be 1 to {CommandRing.Kept}: that many commands are kept.");
        }

        var kept = await history.LastAsync(last, job, cancellationToken);
        if ((limit, after) is (null, null))
        {
            return Shown(kept);
        }

        if (Paging.Problem(limit) is { } problem)
        {
            return problem;
        }

        // A command that isn't kept any more came before all that are.
        var from = after is null ? 0 : kept.Index().FirstOrDefault(pair => Paging.Behind(NameOf(pair.Item)) == after, (-1, null!)).Index + 1;
        var page = kept.Skip(from).Take(limit ?? Paging.Default).ToList();
        Paging.Total(http, kept.Count);
        Paging.Link(http, from + page.Count < kept.Count ? Paging.Behind(NameOf(page[^1])) : null);
        return Shown(page);

        static Shown<IReadOnlyList<LoggedCommand>> Shown(IReadOnlyList<LoggedCommand> commands) =>
            new(commands, ContractsJson.Default.IReadOnlyListLoggedCommand);
    }

    private static string NameOf(LoggedCommand command) => $"{command.Id} {command.Command}";
}
