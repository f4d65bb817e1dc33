using Microsoft.AspNetCore.Http;

namespace OssTransfer.Silo.Connections;

/// <summary>Calls that have proven that they may come.</summary>
internal static class ProvenCalls
{
    /// <summary>Its connection is no stranger while the call lasts. Between two calls it is one like any other.</summary>
    public static async Task RunAsync(HttpContext http, RequestDelegate call)
    {
        var connection = http.Features.Get<GatedConnection>();
        connection?.Prove();
        try
        {
            await call(http);
        }
        finally
        {
            connection?.Lapse();
        }
    }
}
