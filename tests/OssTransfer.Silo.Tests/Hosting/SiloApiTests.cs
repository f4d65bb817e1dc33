using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;
using OssTransfer.Silo.Tests.Api;
using OssTransfer.Silo.Tests.Dashboard;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>The API of a whole silo, from outside.</summary>
public sealed class SiloApiTests : IDisposable
{
    private readonly TemporaryHome _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task Off_loopback_it_speaks_https_with_the_certificate_that_the_home_shows()
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0, ApiAddress = IPAddress.Any }, Cancel);
        var url = new Uri(_temporary.Home.FindRunning()!.Url);
        using var shown = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(_temporary.Home.ApiCertificatePath, Cancel));
        using var https = new HttpClient(new SocketsHttpHandler
        {
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetRawCertData().AsSpan().SequenceEqual(shown.RawData),
            },
        });
        using var trusting = new HttpClient();
        https.DefaultRequestHeaders.Authorization = new("Bearer", _temporary.Home.ReadToken());

        Assert.Equal(("https", "127.0.0.1"), (url.Scheme, url.Host));
        using var answer = await https.GetAsync(new Uri(url, ApiRoutes.Jobs), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => trusting.GetAsync(new Uri(url, ApiRoutes.Jobs), Cancel));
        await Assert.ThrowsAsync<HttpRequestException>(() => trusting.GetAsync(new Uri($"http://127.0.0.1:{url.Port}{ApiRoutes.Jobs}"), Cancel));
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(_temporary.Home.ApiCertificatePath, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/orleans/", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/orleans/", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/orleans/", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/orleans/DashboardCounters", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/orleans/DashboardCounters", null, HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/orleans/", "session", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/machines", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/commands", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/mail", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/settings", "session", HttpStatusCode.OK)]
    [InlineData("GET", "/api/jobs", "session", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/stop", "session", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/health/live", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/health/live", "bearer", HttpStatusCode.OK)]
    [InlineData("GET", "/health/ready", "bearer", HttpStatusCode.OK)]
    public async Task Token_opens_the_api_and_a_session_the_pages(string method, string path, string? proof, HttpStatusCode expected)
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel);
        using var visitor = new Visitor(silo.ApiUrl!);
        if (proof == "session")
        {
            using var _ = await visitor.SignInAsync(_temporary.Home.ReadToken()!);
        }

        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = proof switch
        {
            "bearer" => new("Bearer", _temporary.Home.ReadToken()),
            "wrong" => new("Bearer", "wrong"),
            _ => null,
        };
        visitor.Http.DefaultRequestHeaders.Accept.Clear();

        using var answer = await visitor.Http.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Orleans_pages_that_there_are_not_are_no_error_of_the_program()
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel);
        using var visitor = await Visitor.SignedInAsync(silo.ApiUrl!, _temporary.Home.ReadToken()!);
        var statuses = new List<(string Path, int Status)>();
        foreach (var path in (string[])
            ["HistoricalStats/nonsense", "SiloProperties/nonsense", "SiloMetadata/nonsense", "SiloStats/nonsense", "SiloCounters/nonsense",
            "GrainStats/nonsense", "GrainStats/", "HistoricalStats/", "GrainState", "GrainState?grainId=x", "GrainState?grainId=x&grainType=y", "Reminders/0", "Reminders/x"])
        {
            using var answer = await visitor.GetAsync("/orleans/" + path);
            statuses.Add((path, (int)answer.StatusCode));
        }

        Assert.All(statuses, one => Assert.InRange(one.Status, 200, 499));
    }

    [Fact]
    public async Task Document_is_the_stored_one_whatever_else_a_silo_serves()
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", _temporary.Home.ReadToken());

        var published = JsonNode.Parse(await http.GetStringAsync(new Uri(new Uri(silo.ApiUrl!), "/api/v1/openapi.json"), Cancel));

        var stored = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(ApiPageTests.Root(), "docs/api.json"), Cancel));
        Assert.True(JsonNode.DeepEquals(stored, published));
    }
}
