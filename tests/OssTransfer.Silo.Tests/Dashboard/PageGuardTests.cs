using System.Net;
using System.Text;
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

    public static TheoryData<string, string> NoForms => new()
    {
        { "application/x-www-form-urlencoded", new string('k', 5000) + "=1" },
        { "application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 3000).Select(i => $"f{i}=1")) },
        { "application/x-www-form-urlencoded", "token=%ff%fe%00" },
        { "multipart/form-data", "anything" },
        { "multipart/form-data; boundary=x", "--x\r\nbroken" },
        { "text/plain", "anything" },
    };

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

    [Theory]
    [MemberData(nameof(NoForms))]
    public async Task What_is_no_form_is_refused_as_one_of_elsewhere(string type, string body)
    {
        using var stranger = new Visitor(_server.Running.Url);
        await stranger.PageAsync("/sign-in");

        using var page = await stranger.SendAsync(Body("/sign-in", type, body));
        stranger.Http.DefaultRequestHeaders.Accept.Clear();
        using var answer = await stranger.SendAsync(Body("/sign-in", type, body));

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("role=\"alert\"", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        AssertGuarded(page);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        AssertGuarded(answer);
    }

    [Fact]
    public async Task Field_that_cannot_be_read_changes_nothing()
    {
        var token = await _visitor.FormTokenAsync("/jobs/a/config");

        using var answer = await _visitor.SendAsync(
            Body("/jobs/a/limits", "application/x-www-form-urlencoded", $"form-token={token}&max-bandwidth=%ff%fe%00"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("cannot be read as a form", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(_server.Jobs.Set);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Form_that_is_too_large_is_refused_with_the_bound_of_forms(bool isBrowser)
    {
        var token = await _visitor.FormTokenAsync("/jobs/a/config");
        if (!isBrowser)
        {
            _visitor.Http.DefaultRequestHeaders.Accept.Clear();
        }

        using var answer = await _visitor.PostAsync("/jobs/a/limits", token, ("max-bandwidth", new string('9', 70_000)));
        var said = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("at most 64 KiB", said, StringComparison.Ordinal);
        Assert.DoesNotContain("job.cfg", said, StringComparison.Ordinal);
        AssertGuarded(answer);
    }

    [Fact]
    public async Task Answer_to_an_error_is_guarded_as_a_page_is()
    {
        _server.Jobs.Broken = new OperationCanceledException();

        using var answer = await _visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        AssertGuarded(answer);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/jobs/a")]
    [InlineData("/jobs/a/failures")]
    [InlineData("/jobs/a/deletes")]
    [InlineData("/jobs/a/config")]
    [InlineData("/jobs/a/explain")]
    [InlineData("/jobs/a/commands/rm")]
    [InlineData("/machines")]
    [InlineData("/commands")]
    [InlineData("/mail")]
    [InlineData("/settings")]
    [InlineData("/assets/dashboard.css")]
    [InlineData("/jobs/nobody")]
    [InlineData("/nothing")]
    public async Task Head_tells_what_get_would(string path)
    {
        using var page = await _visitor.GetAsync(path);
        using var head = await _visitor.SendAsync(new(HttpMethod.Head, path));

        Assert.Equal(page.StatusCode, head.StatusCode);
        Assert.Equal(page.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal((await page.Content.ReadAsByteArrayAsync(Cancel)).Length, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("GET", "/Jobs/a")]
    [InlineData("GET", "/JOBS/a/")]
    [InlineData("GET", "/Settings")]
    [InlineData("GET", "/Machines/")]
    [InlineData("GET", "/Orleans/")]
    [InlineData("POST", "/Sign-Out")]
    public async Task Page_is_one_in_every_letter_case(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await _server.Client.SendAsync(request, Cancel);

        // The token of the API opens no page.
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        AssertGuarded(answer);
    }

    [Theory]
    [InlineData("/Jobs/a", true)]
    [InlineData("/jobs/a/", true)]
    [InlineData("/Sign-In", false)]
    [InlineData("/sign-in/", false)]
    public async Task Page_is_shown_in_every_letter_case(string path, bool isSignedIn)
    {
        using var stranger = new Visitor(_server.Running.Url);

        using var answer = await (isSignedIn ? _visitor : stranger).GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertGuarded(answer);
    }

    [Theory]
    [InlineData("/jobs/a/commands/pause", "%2Fjobs%2Fa")]
    [InlineData("/jobs/a/limits", "%2Fjobs%2Fa")]
    [InlineData("/settings", "%2F")]
    [InlineData("/sign-out", "%2F")]
    public async Task Form_of_a_session_that_is_over_leads_to_the_sign_in(string path, string to)
    {
        using var stranger = new Visitor(_server.Running.Url);

        using var page = await stranger.PostAsync(path, "x");
        stranger.Http.DefaultRequestHeaders.Accept.Clear();
        using var answer = await stranger.PostAsync(path, "x");

        Assert.Equal(HttpStatusCode.SeeOther, page.StatusCode);
        Assert.Equal("/sign-in?to=" + to, page.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(_server.Jobs.Commands);
    }

    [Theory]
    [InlineData("/nothing", HttpStatusCode.NotFound, "There is nothing at this address.")]
    [InlineData("/jobs/a/nothing", HttpStatusCode.NotFound, "There is nothing at this address.")]
    [InlineData("/machines/nothing", HttpStatusCode.NotFound, "There is nothing at this address.")]
    [InlineData("/jobs/a/limits", HttpStatusCode.MethodNotAllowed, "This address only takes")]
    [InlineData("/sign-out", HttpStatusCode.MethodNotAllowed, "This address only takes")]
    public async Task Address_without_a_page_is_answered_with_one(string path, HttpStatusCode status, string text)
    {
        using var stranger = new Visitor(_server.Running.Url);

        using var answer = await _visitor.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        using var refused = await stranger.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Pages\"", page, StringComparison.Ordinal);
        AssertGuarded(answer);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("/api/nothing", true, HttpStatusCode.Unauthorized)]
    [InlineData("/health/nothing", true, HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", true, HttpStatusCode.Unauthorized)]
    [InlineData("/nothing", false, HttpStatusCode.Unauthorized)]
    [InlineData("/jobs/a/nothing", false, HttpStatusCode.NotFound)]
    public async Task Programs_and_the_paths_of_the_api_are_answered_in_json(string path, bool isBrowser, HttpStatusCode status)
    {
        if (!isBrowser)
        {
            _visitor.Http.DefaultRequestHeaders.Accept.Clear();
        }

        using var answer = await _visitor.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Form_that_is_not_the_sessions_is_refused_on_a_page()
    {
        using var answer = await _visitor.PostAsync("/jobs/a/commands/rm", "x");
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("not of this session", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Pages\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "text/plain")]
    [InlineData("*/*", "application/problem+json")]
    public async Task Strange_name_is_refused_in_words(string accepted, string type)
    {
        using var stranger = new Visitor(_server.Running.Url);
        stranger.Http.DefaultRequestHeaders.Accept.Clear();

        using var answer = await stranger.GetAsync("/", ("Host", "elsewhere.example"), ("Accept", accepted));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("elsewhere.example", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        AssertGuarded(answer);
    }

    private static HttpRequestMessage Body(string path, string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new(HttpMethod.Post, path) { Content = content };
    }

    private static void AssertGuarded(HttpResponseMessage answer)
    {
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }
}
