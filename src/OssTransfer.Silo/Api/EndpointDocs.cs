using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Api;

/// <summary>What the published document says of an endpoint besides its types.</summary>
internal static class EndpointDocs
{
    // Without the token, an error of the program, and a machine that is away.
    private static readonly int[] Always = [401, 500, 503];

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="name">Its name for programs that are made from the document.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="refusals">The HTTP statuses with which it says no, besides those that every endpoint has.</param>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder endpoint, string name, string summary, params int[] refusals)
    {
        endpoint.WithName(name).WithSummary(summary);
        foreach (var status in refusals.Concat(Always).Order())
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }
}
