using System.Net;
using OssTransfer.Silo.Hosting;
using OssTransfer.Silo.Tests.Api;
using OssTransfer.Silo.Tests.Hosting;

namespace OssTransfer.Silo.Tests.Dashboard;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new();
    private ApiServer _server = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync(_time);
        _visitor = new(_server.Running.Url);
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData("T0KEN-FOR-TESTS")]
    public async Task Wrong_token_opens_nothing(string token)
    {
        using var answer = await _visitor.SignInAsync(token);
        using var after = await _visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(SetCookies(answer), cookie => !cookie.Contains("door", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task Token_opens_a_session_that_no_script_and_no_other_site_gets()
    {
        using var answer = await _visitor.SignInAsync(ApiServer.Token, "/machines");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/machines", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(SetCookies(answer));
        Assert.StartsWith($"osstransfer-{_visitor.Http.BaseAddress!.Port}=", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.Contains("; max-age=43200", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("; domain", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiServer.Token, cookie, StringComparison.Ordinal);
        Assert.Contains("<h1>Machines</h1>", await _visitor.PageAsync("/machines"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_tls_the_cookie_goes_over_nothing_else()
    {
        using var temporary = new TemporaryHome();
        await using var silo = await SiloInstance.StartAsync(temporary.Options with { ApiPort = 0, ApiAddress = IPAddress.Any }, Cancel);
        using var visitor = new Visitor(temporary.Home.FindRunning()!.Url);

        using var answer = await visitor.SignInAsync(temporary.Home.ReadToken()!);

        var cookie = Assert.Single(SetCookies(answer));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("<h1>Jobs</h1>", await visitor.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_ends_by_itself()
    {
        using var _ = await _visitor.SignInAsync(ApiServer.Token);

        _time.Ahead = TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1);
        using var before = await _visitor.GetAsync("/");
        _time.Ahead = TimeSpan.FromHours(12) + TimeSpan.FromMinutes(1);
        using var after = await _visitor.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task Who_signs_out_is_out_wherever_the_cookie_still_is()
    {
        using var opened = await _visitor.SignInAsync(ApiServer.Token);
        var cookie = SetCookies(opened).Single().Split(';')[0];

        using var before = await GetWithAsync(cookie);
        using var answer = await _visitor.PostAsync("/sign-out", await _visitor.FormTokenAsync("/"));
        using var after = await GetWithAsync(cookie);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/api/jobs")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task Sign_in_leads_to_pages_of_this_silo_only(string to)
    {
        using var answer = await _visitor.SignInAsync(ApiServer.Token, to);

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/jobs/\u4e2d", "/jobs/%E4%B8%AD")]
    [InlineData("/jobs/%E4%B8%AD", "/jobs/%E4%B8%AD")]
    [InlineData("/?q=\u00e9 x&state=done", "/?q=%C3%A9%20x&state=done")]
    public async Task Sign_in_leads_to_names_in_every_script(string to, string expected)
    {
        using var opened = await _visitor.SignInAsync(ApiServer.Token, to);
        using var again = await _visitor.GetAsync("/sign-in?to=" + Uri.EscapeDataString(to));

        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        Assert.Equal(expected, opened.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(expected, again.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Sign_in_without_its_cookie_is_asked_for_again()
    {
        using var answer = await _visitor.PostAsync("/sign-in", "0123", ("token", ApiServer.Token), ("to", "/machines"));
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        using var opened = await _visitor.PostAsync("/sign-in", Visitor.FormTokenIn(page), ("token", ApiServer.Token), ("to", "/machines"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"to\" value=\"/machines\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
    }

    [Fact]
    public async Task Strangers_are_not_told_the_silos_name()
    {
        var before = await _visitor.PageAsync("/sign-in");
        using var _ = await _visitor.SignInAsync(ApiServer.Token);

        Assert.DoesNotContain("test-silo", before, StringComparison.Ordinal);
        Assert.Contains("test-silo", await _visitor.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_is_stopped_for_a_while()
    {
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await _visitor.SignInAsync($"guess-{i}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var stopped = await _visitor.SignInAsync(ApiServer.Token);
        _time.Ahead = TimeSpan.FromMinutes(1);
        using var later = await _visitor.SignInAsync(ApiServer.Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        Assert.NotNull(stopped.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.SeeOther, later.StatusCode);
    }

    [Fact]
    public async Task Form_of_another_visitor_signs_nobody_in()
    {
        using var other = new Visitor(_server.Running.Url);
        await _visitor.PageAsync("/sign-in");

        using var answer = await _visitor.PostAsync("/sign-in", await other.FormTokenAsync("/sign-in"), ("token", ApiServer.Token));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string[] SetCookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];

    private async Task<HttpResponseMessage> GetWithAsync(string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Running.Url);
        request.Headers.Add("Cookie", cookie);
        return await http.SendAsync(request, Cancel);
    }
}
