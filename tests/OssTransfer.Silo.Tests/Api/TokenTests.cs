using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using OssTransfer.Contracts;

namespace OssTransfer.Silo.Tests.Api;

public sealed class TokenTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    public static TheoryData<string, string> EveryRoute => new()
    {
        { "GET", "/api/jobs" }, { "POST", "/api/jobs" }, { "GET", "/api/jobs/a" }, { "GET", "/api/jobs/a/config" },
        { "PUT", "/api/jobs/a/config" }, { "POST", "/api/jobs/a/commands/rm" }, { "GET", "/api/jobs/a/failures" },
        { "GET", "/api/machines" }, { "GET", "/health/live" }, { "GET", "/health/ready" }, { "POST", "/api/stop" }, { "GET", "/nowhere" },
    };

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public async Task Request_without_token_is_refused(string method, string path)
    {
        using var client = new HttpClient { BaseAddress = _server.Client.BaseAddress };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        var answer = await response.Content.ReadFromJsonAsync(ContractsJson.Default.CommandAnswer, TestContext.Current.CancellationToken);
        Assert.Contains("carries no token", answer!.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Jobs.Commands);
        Assert.False(_server.Stopping.IsCancellationRequested);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(ApiServer.Token + "x")]
    [InlineData("T0KEN-FOR-TESTS")]
    public async Task Request_with_another_token_is_refused(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/jobs");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var client = new HttpClient { BaseAddress = _server.Client.BaseAddress };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain(ApiServer.Token, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_with_another_scheme_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/jobs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", ApiServer.Token);

        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Request_with_the_token_is_answered()
    {
        var jobs = await _server.Client.GetFromJsonAsync("/api/jobs", ContractsJson.Default.IReadOnlyListJobView, TestContext.Current.CancellationToken);

        Assert.Equal([], jobs!);
    }
}
