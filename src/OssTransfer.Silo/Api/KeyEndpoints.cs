using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Which key seals the cluster's secrets.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes) => routes.MapPut(ApiRoutes.SealingKeyPattern, SealAsync);

    private static async Task<IResult> SealAsync(
        string name, CommandRequest? request, HttpContext http, [FromServices] IKeyService service, CommandLog log, CancellationToken cancellationToken)
    {
        if (CommandContexts.Problem(request) is { } problem)
        {
            return Answers.Refuse(ExitCode.Usage, StatusCodes.Status400BadRequest, problem);
        }

        var context = CommandContexts.From(request);
        var answer = await service.SealWithAsync(name, cancellationToken);
        await log.WriteAsync(http, context, "cluster rotate-key", null, answer);
        return Answers.From(answer);
    }
}
