using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Whether the silo lives, and whether it takes commands.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiRoutes.Live, () => TypedResults.Ok()).Says("isLive", "200 while the process answers");
        routes.MapGet(ApiRoutes.Ready, ReadyAsync).Says("isReady", "200 when commands can be given, 503 before");
    }

    private static async Task<Results<Shown<RunningSilo>, Refused>> ReadyAsync(
        IServer server, ApiOptions options, IHostApplicationLifetime lifetime, [FromServices] IJobService service, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return NotReady("The silo is starting or stopping. Try again in a moment.");
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await service.MachinesAsync(both.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return NotReady("The silo runs but its jobs do not answer. Its log says more.");
        }

        return new Shown<RunningSilo>(ApiServices.Describe(server, options.SiloName), ContractsJson.Default.RunningSilo);
    }

    private static Refused NotReady(string message) => Answers.Refuse(ExitCode.Error, StatusCodes.Status503ServiceUnavailable, message);
}
