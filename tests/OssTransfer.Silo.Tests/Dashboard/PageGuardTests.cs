using System.Net;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Silo.Tests.Dashboard;

public sealed class PageGuardTests : IAsyncLifetime
{
    private ApiServer _server = null!;
    private Visitor _visitor = null!;

    public static TheoryData<string> Pages =>
    [
        "/", "/?state=running", "/jobs/a", "/jobs/a/failures", "/jobs/a/config", "/jobs/a/explain", "/jobs/a/commands/rm", "/machines", "/commands", "/mail",
        "/settings", "/orleans/", "/orleans/DashboardCounters",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _visitor = await Visitor.SignedInAsync(_server.Running.Url, ApiServer.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_is_shown_to_strangers(string path)
    {
        using var stranger = new Visitor(_server.Running.Url);
        using var script = new HttpClient { BaseAddress = stranger.Http.BaseAddress };

        using var page = await stranger.GetAsync(path);
        using var update = await script.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal($"/sign-in?to={Uri.EscapeDataString(path)}", page.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, update.StatusCode);
        Assert.DoesNotContain("test-silo", await update.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in", false)]
    [InlineData("/", true)]
    [InlineData("/jobs/a", true)]
    [InlineData("/jobs/nobody", true)]
    public async Task Page_runs_and_shows_only_what_is_this_silos_and_no_other_page_frames_it(string path, bool isSignedIn)
    {
        using var stranger = new Visitor(_server.Running.Url);

        using var answer = await (isSignedIn ? _visitor : stranger).GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync(Cancel);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_opens_no_part_of_the_api()
    {
        using var read = await _visitor.GetAsync("/api/jobs");
        using var command = await _visitor.PostAsync("/api/jobs/a/commands/rm", await _visitor.FormTokenAsync("/"));

        Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, command.StatusCode);
        Assert.Empty(_server.Jobs.Commands);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task Form_without_its_token_changes_nothing(string formToken)
    {
        using var answer = await _visitor.PostAsync("/jobs/a/commands/rm", formToken, ("id", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_server.Jobs.Commands);
    }

    [Fact]
    public async Task Form_of_another_session_changes_nothing()
    {
        using var other = await Visitor.SignedInAsync(_server.Running.Url, ApiServer.Token);

        using var answer = await _visitor.PostAsync("/jobs/a/commands/rm", await other.FormTokenAsync("/"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_server.Jobs.Commands);
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Form_that_comes_from_elsewhere_changes_nothing(string header, string value)
    {
        var token = await _visitor.FormTokenAsync("/");

        using var answer = await _visitor.SendAsync(Visitor.Form("/jobs/a/commands/rm", token), (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_server.Jobs.Commands);
    }

    [Theory]
    [InlineData("elsewhere.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.elsewhere.example", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task On_loopback_it_has_no_name_but_its_own(string host, HttpStatusCode expected)
    {
        using var stranger = new Visitor(_server.Running.Url);

        using var answer = await stranger.GetAsync("/sign-in", ("Host", $"{host}:{stranger.Http.BaseAddress!.Port}"));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/jobs/a")]
    [InlineData("DELETE", "/jobs/a")]
    [InlineData("POST", "/orleans/")]
    public async Task Pages_know_no_other_methods(string method, string path)
    {
        using var answer = await _visitor.SendAsync(new(new(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("dashboard.css", "text/css")]
    [InlineData("dashboard.js", "text/javascript")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task Style_and_script_are_the_silos_own(string name, string type)
    {
        using var stranger = new Visitor(_server.Running.Url);

        using var asset = await stranger.GetAsync("/assets/" + name);
        using var nothing = await stranger.GetAsync("/assets/other.css");

        Assert.Equal(type, asset.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }
}
