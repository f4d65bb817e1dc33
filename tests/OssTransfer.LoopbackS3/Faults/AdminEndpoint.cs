using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.LoopbackS3.Faults;

/// <summary>
/// Steers a server that runs as a program. <c>/_loopback/faults</c>: POST adds a rule or a list of them, DELETE removes all.
/// <c>/_loopback/counts</c>: GET gives the number of requests by operation. <c>/_loopback/clock</c>: POST <c>{"offset":"01:00:00"}</c>.
/// </summary>
internal sealed class AdminEndpoint(ServerState state)
{
    private const string Root = "/_loopback/";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public bool IsFor(string rawTarget) =>
        state.Options.AdminToken is not null && rawTarget.StartsWith(Root, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext http)
    {
        if (!AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var authorization)
            || authorization.Scheme != "Bearer"
            || authorization.Parameter != state.Options.AdminToken)
        {
            http.Response.StatusCode = 401;
            return;
        }

        try
        {
            await DoAsync(http, http.Request.Method + " " + http.Request.Path.Value?[Root.Length..]);
        }
        catch (JsonException error)
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync(error.Message, http.RequestAborted);
        }
    }

    private async Task DoAsync(HttpContext http, string what)
    {
        http.Response.StatusCode = 204;
        switch (what)
        {
            case "POST faults":
                foreach (var fault in await ReadFaultsAsync(http))
                {
                    state.Faults.Add(fault);
                }

                break;
            case "DELETE faults":
                state.Faults.Clear();
                break;
            case "GET counts":
                var counts = Enum.GetValues<S3Operation>().ToDictionary(operation => operation.ToString(), state.Requests.Count);
                http.Response.StatusCode = 200;
                await http.Response.WriteAsJsonAsync(counts, Json, http.RequestAborted);
                break;
            case "POST clock":
                var clock = await http.Request.ReadFromJsonAsync<ClockSetting>(Json, http.RequestAborted);
                state.Clock.Offset = clock?.Offset ?? TimeSpan.Zero;
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    private static async Task<IReadOnlyList<Fault>> ReadFaultsAsync(HttpContext http)
    {
        using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.Deserialize<List<Fault>>(Json) ?? []
            : [document.RootElement.Deserialize<Fault>(Json)!];
    }

    private sealed record ClockSetting(TimeSpan Offset);
}
