using System.Net.Http.Headers;
using System.Text.Json;
using OssTransfer.Contracts;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>The HTTP API of a home's silo, asked by the test itself instead of a process for every question.</summary>
internal static class SiloApi
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>What it answers; null while no silo of this home does, or not with yes.</summary>
    public static async Task<string?> TryGetAsync(string home, string route)
    {
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            var silo = JsonSerializer.Deserialize(
                await File.ReadAllTextAsync(Path.Combine(home, "conf", "api.json"), cancel), ContractsJson.Default.RunningSilo)!;
            var token = (await File.ReadAllTextAsync(Path.Combine(home, "conf", "token"), cancel)).Trim();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(silo.Url), route));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await Http.SendAsync(request, cancel);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancel) : null;
        }
        catch (Exception e) when (
            e is IOException or JsonException or HttpRequestException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // It isn't there yet or not any more.
            return null;
        }
    }
}
