using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Which key seals the cluster's secrets, and which certificate its silos show each other.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapPut(ApiRoutes.SealingKeyPattern, SealAsync).Says("sealWithKey", "seal the cluster's secrets with the key of this name", 400, 409, 415);
        routes.MapPut(ApiRoutes.CertificatePattern, ShowAsync)
            .Says("showCertificate", "let silos show each other the certificate with this fingerprint", 400, 409, 415);
    }

    private static Task<Results<Shown<CommandAnswer>, Refused>> SealAsync(
        string name, CommandRequest? request, HttpContext http, [FromServices] IKeyService service, CommandLog log, CancellationToken cancellationToken) =>
        AnswerAsync("cluster rotate-key", request, http, log, () => service.SealWithAsync(name, cancellationToken));

    private static Task<Results<Shown<CommandAnswer>, Refused>> ShowAsync(
        string fingerprint,
        CommandRequest? request,
        HttpContext http,
        [FromServices] IKeyService service,
        CommandLog log,
        CancellationToken cancellationToken) =>
        AnswerAsync("cluster rotate-certificate", request, http, log, () => service.ShowCertificateAsync(fingerprint, cancellationToken));

    private static async Task<Results<Shown<CommandAnswer>, Refused>> AnswerAsync(
        string command, CommandRequest? request, HttpContext http, CommandLog log, Func<Task<CommandAnswer>> change)
    {
        if (CommandContexts.Problem(request) is { } problem)
        {
            return Answers.RefuseUsage(problem);
        }

        var context = CommandContexts.From(request);
        var answer = await change();
        await log.WriteAsync(http, context, command, null, answer);
        return Answers.From(answer);
    }
}
