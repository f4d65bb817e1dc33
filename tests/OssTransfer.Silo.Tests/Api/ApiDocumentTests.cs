using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>What the API promises is stored in <c>docs/api.json</c>: a change of it is a decision, made by storing the new one.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Stored => Path.Combine(ApiPageTests.Root(), "docs/api.json");

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>OSSTRANSFER_STORE_API=1 stores what is published.</summary>
    [Fact]
    public async Task Published_document_is_the_stored_one()
    {
        var published = await PublishedAsync();
        var text = published.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (Environment.GetEnvironmentVariable("OSSTRANSFER_STORE_API") == "1")
        {
            await File.WriteAllTextAsync(Stored, text + "\n", Cancel);
        }

        Assert.Equal(await File.ReadAllTextAsync(Stored, Cancel), text + "\n");
    }

    [Fact]
    public async Task Document_has_every_endpoint_with_its_answer_and_its_problems()
    {
        var paths = (await PublishedAsync())["paths"]!.AsObject();

        var operations = (
            from path in paths
            from operation in path.Value!.AsObject()
            select (Path: path.Key, Method: operation.Key, operation.Value)).ToList();
        Assert.Equal(
            _server.Routes.Where(route => route.Pattern != "/api/openapi.json").Select(route => route.Method.ToLowerInvariant()).Order(),
            operations.Select(operation => operation.Method).Order());
        Assert.Distinct(operations.Select(operation => (string)operation.Value!["operationId"]!));
        Assert.All(operations, operation =>
        {
            var responses = operation.Value!["responses"]!.AsObject();
            Assert.Contains("200", responses.Select(response => response.Key));
            Assert.All(["401", "500", "503"], status => Assert.NotNull(responses[status]!["content"]!["application/problem+json"]!["schema"]));
            Assert.True(operation.Path.StartsWith("/api/v1/", StringComparison.Ordinal) || operation.Path.StartsWith("/health/", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("/api/v1/jobs")]
    [InlineData("/api/jobs")]
    public async Task First_version_is_what_is_called_without_one(string path)
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));

        Assert.Contains("\"jobId\":\"a\"", await _server.Client.GetStringAsync(path, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/jobs/nobody", HttpStatusCode.NotFound, "urn:osstransfer:not-allowed")]
    [InlineData("/api/v1/commands?last=0", HttpStatusCode.BadRequest, "urn:osstransfer:usage")]
    [InlineData("/api/v2/jobs", HttpStatusCode.NotFound, "urn:osstransfer:error")]
    public async Task Refusal_is_a_problem_with_the_members_of_an_answer(string path, HttpStatusCode status, string type)
    {
        using var response = await _server.Client.GetAsync(path, Cancel);

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal((type, (int)status), ((string)problem["type"]!, (int)problem["status"]!));
        Assert.Equal((string)problem["message"]!, (string)problem["detail"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEqual(0, (int)problem["code"]!);
    }

    [Fact]
    public async Task Document_wants_the_token()
    {
        using var stranger = new HttpClient { BaseAddress = _server.Client.BaseAddress };

        using var response = await stranger.GetAsync("/api/v1/openapi.json", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/jobs")]
    [InlineData("/api/v1/jobs/a")]
    public async Task Who_has_the_revision_is_told_so_until_something_changes(string path)
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        using var first = await _server.Client.GetAsync(path, Cancel);

        using var same = await AskAsync(path, first.Headers.ETag!);
        _server.Jobs.Jobs[0] = _server.Jobs.Jobs[0] with { Reason = "another" };
        using var other = await AskAsync(path, first.Headers.ETag!);

        Assert.Equal((HttpStatusCode.NotModified, ""), (same.StatusCode, await same.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
    }

    [Fact]
    public async Task Revision_is_that_of_a_long_list_too()
    {
        _server.Jobs.Jobs.AddRange(Enumerable.Range(0, 500).Select(i => FakeJobService.Report($"job-{i}")));
        using var first = await _server.Client.GetAsync("/api/v1/jobs", Cancel);
        var jobs = JsonNode.Parse(await first.Content.ReadAsStringAsync(Cancel))!.AsArray();

        using var same = await AskAsync("/api/v1/jobs", first.Headers.ETag!);
        _server.Jobs.Jobs[499] = _server.Jobs.Jobs[499] with { Reason = "another" };
        using var other = await AskAsync("/api/v1/jobs", first.Headers.ETag!);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"job-{i}"), jobs.Select(job => (string)job!["jobId"]!));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (same.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Job_tells_its_changes_by_itself_until_it_is_gone()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        using var response = await _server.Client.GetAsync("/api/v1/jobs/a/events", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        var first = await NextAsync(lines);
        _server.Jobs.Jobs[0] = _server.Jobs.Jobs[0] with { Reason = "another" };
        var second = await NextAsync(lines);
        _server.Jobs.Jobs.Clear();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("a", null, "another"), ((string?)first!["jobId"], (string?)first["reason"], (string?)second!["reason"]));
        Assert.Null(await NextAsync(lines));
        using var nobody = await _server.Client.GetAsync("/api/v1/jobs/nobody/events", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Silo_that_stops_waits_for_no_onlooker()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        using var response = await _server.Client.GetAsync("/api/v1/jobs/a/events", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        await NextAsync(lines);

        using var stop = await _server.Client.PostAsync("/api/v1/stop", null, Cancel);

        Assert.Null(await NextAsync(lines));
    }

    private static async Task<JsonNode?> NextAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonNode.Parse(line["data: ".Length..]);
            }
        }

        return null;
    }

    private async Task<HttpResponseMessage> AskAsync(string path, EntityTagHeaderValue known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(known);
        return await _server.Client.SendAsync(request, Cancel);
    }

    private async Task<JsonNode> PublishedAsync() => JsonNode.Parse(await _server.Client.GetStringAsync("/api/v1/openapi.json", Cancel))!;
}
