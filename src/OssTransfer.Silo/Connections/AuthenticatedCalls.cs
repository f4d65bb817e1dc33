using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Connections;

/// <summary>Calls that carry the token, or a session's cookie.</summary>
internal static class AuthenticatedCalls
{
    /// <summary>The connection counts as authenticated while the call lasts, and as unauthenticated between two calls.</summary>
    public static async Task RunAsync(HttpContext http, RequestDelegate call)
    {
        var connection = http.Features.Get<GatedConnection>();
        connection?.Authenticate();
        try
        {
            await call(http);
        }
        finally
        {
            connection?.EndCall();
        }
    }
}
