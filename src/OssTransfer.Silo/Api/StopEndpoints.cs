using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Api;

/// <summary>Ends the silo in good order.</summary>
internal static class StopEndpoints
{
    public static void MapStop(this IEndpointRouteBuilder routes) =>
        routes.MapPost(ApiRoutes.Stop, StopAsync).Says("stop", "the silo gives its work back and ends", 400, 415);

    private static async Task<Results<Shown<CommandAnswer>, Refused>> StopAsync(
        CommandRequest? request, HttpContext http, ApiOptions options, CommandLog log, IHostApplicationLifetime lifetime, ILogger<CommandLog> logger)
    {
        if (CommandContexts.Problem(request) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var context = CommandContexts.From(request);
        var answer = new CommandAnswer { Message = $"The silo '{options.SiloName}' (process {Environment.ProcessId}) gives its work back and ends." };
        ApiLog.StopAsked(logger, context.Who);
        await log.WriteAsync(http, context, "stop", null, answer);

        // After the answer, so that the caller gets it before the server closes.
        http.Response.OnCompleted(() =>
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        });
        return Answers.From(answer);
    }
}
