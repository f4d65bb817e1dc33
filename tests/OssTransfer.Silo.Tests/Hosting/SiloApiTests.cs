using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

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
    [InlineData("GET", "/orleans/", "basic", HttpStatusCode.OK)]
    [InlineData("GET", "/orleans/", "bearer", HttpStatusCode.OK)]
    [InlineData("GET", "/orleans/", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/orleans/", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/orleans/DashboardCounters", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/api/jobs", "basic", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/stop", "basic", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/orleans/", "basic", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/health/live", null, HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/health/live", "bearer", HttpStatusCode.OK)]
    [InlineData("GET", "/health/ready", "bearer", HttpStatusCode.OK)]
    public async Task Token_opens_it_and_a_browsers_password_only_the_dashboard(string method, string path, string? proof, HttpStatusCode expected)
    {
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new(method), new Uri(new Uri(silo.ApiUrl!), path));
        request.Headers.Authorization = proof switch
        {
            "bearer" => new("Bearer", _temporary.Home.ReadToken()),
            "basic" => Basic(_temporary.Home.ReadToken()!),
            "wrong" => Basic("wrong"),
            _ => null,
        };

        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static AuthenticationHeaderValue Basic(string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + password)));
}
