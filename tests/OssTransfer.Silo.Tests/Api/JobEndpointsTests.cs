using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Tests.Api;

public sealed class JobEndpointsTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Job_is_written_with_the_names_and_order_of_the_contract()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("x", "done", 1, 0));

        using var json = JsonDocument.Parse(await _server.Client.GetStringAsync("/api/jobs/x", Cancellation));

        string[] names = ["jobId", "state", "reason", "run", "exitCode", "objects", "bytes", "objectsPerSecond", "bytesPerSecond",
            "etaSeconds", "listingComplete", "proofs", "startedAt", "finishedAt", "nextPassAt"];
        Assert.Equal(names, json.RootElement.EnumerateObject().Select(p => p.Name).Take(names.Length));
        Assert.Equal(["listed", "transferred", "sent", "skipped", "excluded", "gone", "needsRestore", "conflict", "failed", "copiedInside"],
            json.RootElement.GetProperty("objects").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["listed", "transferred", "sent", "copiedInside", "inFlight"],
            json.RootElement.GetProperty("bytes").EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("reason").ValueKind);
        Assert.Equal(4, json.RootElement.GetProperty("proofs").GetProperty("md5-parts").GetInt64());
        Assert.Equal("2026-01-02T03:04:05+08:00", json.RootElement.GetProperty("startedAt").GetString());
    }

    [Fact]
    public async Task Unknown_job_is_answered_with_the_nearest_name()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("photos-2024"));

        using var response = await _server.Client.GetAsync("/api/jobs/fotos-2024", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var answer = await AnswerAsync(response);
        Assert.Equal(ExitCode.NotAllowed, answer.Code);
        Assert.Contains("Did you mean 'photos-2024'?", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_job_asks_no_other_job()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("photos-2024"));
        _server.Jobs.Broken = new TimeoutException("A job does not answer.");

        using var response = await _server.Client.GetAsync("/api/jobs/photos-2023", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Did you mean 'photos-2024'?", (await AnswerAsync(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_set_with_the_callers_zone()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("x"));
        var request = new SetJobRequest { Settings = new Dictionary<string, string> { ["max-bandwidth"] = "20MB/s" }, TimeZone = "Asia/Shanghai" };

        using var response = await _server.Client.PostAsJsonAsync(ApiRoutes.JobSettings("x"), request, ContractsJson.Default.SetJobRequest, Cancellation);
        using var unknown = await _server.Client.PostAsJsonAsync(ApiRoutes.JobSettings("y"), request, ContractsJson.Default.SetJobRequest, Cancellation);

        Assert.Equal((HttpStatusCode.OK, ExitCode.Done), (response.StatusCode, (await AnswerAsync(response)).Code));
        Assert.Equal(("x", "max-bandwidth=20MB/s", "Asia/Shanghai"), _server.Jobs.Set[0]);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Limit_without_a_value_is_named()
    {
        using var content = new StringContent("{\"settings\":{\"max-bandwidth\":null}}", System.Text.Encoding.UTF8, "application/json");

        using var response = await _server.Client.PostAsync("/api/jobs/photos/settings", content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("'max-bandwidth' has no value.", (await AnswerAsync(response)).Message);
        Assert.Empty(_server.Jobs.Set);
    }

    [Fact]
    public async Task Unknown_path_gets_a_message()
    {
        using var response = await _server.Client.GetAsync("/api/job", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("GET /api/job", (await AnswerAsync(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Added_job_reaches_the_service_as_it_was_sent()
    {
        using var response = await AddAsync(new AddJobRequest
        {
            Config = "job-ID:数据\n",
            TimeZone = "Asia/Shanghai",
            Confirmed = true,
            Command = new CommandRequest { Id = "c1", Who = "li@host" },
        });

        var answer = await AnswerAsync(response);
        Assert.Equal("数据", answer.JobId);
        Assert.Equal(["ACLs are not carried."], answer.Notes);
        Assert.Equal(
            ("job-ID:数据\n", "Asia/Shanghai", false, true, false),
            _server.Jobs.Added.Select(job => (job.Config, job.TimeZone, job.SkipCheck, job.Confirmed, job.OnePass)).Single());
        Assert.Equal(new CommandContext("c1", "li@host"), Assert.Single(_server.Jobs.Contexts));
    }

    [Fact]
    public async Task Repeated_command_id_is_answered_and_not_done_again()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        var command = new CommandRequest { Id = "same" };

        using var first = await CommandAsync("a", "rm", command);
        using var second = await CommandAsync("a", "rm", command);

        Assert.Equal(await AnswerAsync(first) with { Notes = [], Errors = [] }, await AnswerAsync(second) with { Notes = [], Errors = [] });
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Single(_server.Jobs.Commands);
    }

    [Fact]
    public async Task Command_without_body_is_carried_out()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));

        using var response = await _server.Client.PostAsync("/api/jobs/a/commands/pause", null, Cancellation);

        Assert.Equal("paused", (await AnswerAsync(response)).State);
    }

    [Fact]
    public async Task Configuration_errors_all_come_back()
    {
        _server.Jobs.Refusals.Enqueue(
            new CommandAnswer
            {
                Code = ExitCode.Usage,
                Message = "2 errors",
                Errors = [new(3, "check-mode", "must be head, md5 or full"), new(0, null, "no source")],
            });

        using var response = await AddAsync(new AddJobRequest { Config = "" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([(3, "check-mode"), (0, null)], (await AnswerAsync(response)).Errors.Select(e => (e.Line, e.Key)));
    }

    [Theory]
    [InlineData(ExitCode.NotAllowed, HttpStatusCode.Conflict)]
    [InlineData(ExitCode.Stopped, HttpStatusCode.UnprocessableEntity)]
    [InlineData(ExitCode.Error, HttpStatusCode.InternalServerError)]
    public async Task Refused_command_keeps_its_code(ExitCode code, HttpStatusCode status)
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.Jobs.Refusals.Enqueue(new CommandAnswer { Code = code, Message = "because" });

        using var response = await CommandAsync("a", "pause", null);

        Assert.Equal(status, response.StatusCode);
        var answer = await AnswerAsync(response);
        Assert.Equal((code, "because"), (answer.Code, answer.Message));
    }

    [Theory]
    [InlineData("{", "not the JSON that is expected")]
    [InlineData("{\"timeZone\":\"UTC\"}", "not the JSON that is expected")]
    [InlineData("{\"config\":null}", "not the JSON that is expected")]
    [InlineData("{\"config\":\"\",\"command\":{\"id\":\"a b\"}}", "The command's id must be")]
    [InlineData("{\"config\":\"\",\"timeZone\":\"Mars/../Olympus\"}", "The silo's machine doesn't know the time zone 'Mars/../Olympus'")]
    public async Task Bad_body_gets_a_message(string body, string message)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await _server.Client.PostAsync("/api/jobs", content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = await AnswerAsync(response);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Jobs.Added);
    }

    [Fact]
    public async Task Body_of_another_type_gets_a_message()
    {
        using var content = new StringContent("job-ID:a");

        using var response = await _server.Client.PostAsync("/api/jobs", content, Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json", (await AnswerAsync(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_refused()
    {
        // Its length is said first and the answer awaited: a server that refuses may close the connection while the rest is still being sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs")
        {
            Content = new StringContent($"{{\"config\": \"{new string('x', 5 << 20)}\"}}", null, "application/json"),
            Headers = { ExpectContinue = true },
        };

        using var response = await _server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(_server.Jobs.Added);
    }

    [Fact]
    public async Task Unknown_command_names_the_known_ones()
    {
        using var response = await CommandAsync("a", "explode", null);

        Assert.Contains("redo-failed", (await AnswerAsync(response)).Message, StringComparison.Ordinal);
        Assert.Empty(_server.Jobs.Commands);
    }

    [Fact]
    public async Task Configuration_is_shown_and_replaced()
    {
        _server.Jobs.Configs["a"] = "job-ID:a\ndes-secretkey:***\n";

        var shown = await _server.Client.GetFromJsonAsync("/api/jobs/a/config", ContractsJson.Default.JobConfigView, Cancellation);
        using var response = await _server.Client.PutAsJsonAsync(
            "/api/jobs/a/config", new AddJobRequest { Config = shown!.Config + "check-mode:full\n" }, ContractsJson.Default.AddJobRequest, Cancellation);

        Assert.Equal(ExitCode.Done, (await AnswerAsync(response)).Code);
        Assert.Equal("job-ID:a\ndes-secretkey:***\ncheck-mode:full\n", _server.Jobs.Configs["a"]);
    }

    [Fact]
    public async Task Failures_come_one_a_line_with_exact_keys()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.Jobs.Failures.Add(FakeJobService.Failure("line\nbreak", "403 Forbidden"));
        _server.Jobs.Failures.Add(new FailureLine(new ObjectKey([0x61, 0xFF]), null, "not UTF-8", "list", 2));

        var text = await _server.Client.GetStringAsync("/api/jobs/a/failures", Cancellation);

        Assert.StartsWith("""{"key":"line\nbreak","keyBase64":null,"size":5,""", text, StringComparison.Ordinal);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, ContractsJson.Default.FailureView)!)
            .ToList();
        Assert.Equal(["line\nbreak", "a\uFFFD"], lines.Select(l => l.Key));
        Assert.Null(lines[0].KeyBase64);
        Assert.Equal("Yf8=", lines[1].KeyBase64);
        Assert.Equal(((long?)null, "not UTF-8", "list", 2), (lines[1].Size, lines[1].Reason, lines[1].Phase, lines[1].Run));
    }

    [Fact]
    public async Task Failures_come_in_pages_that_name_the_next_one()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a b"));
        _server.Jobs.Failures.AddRange(Enumerable.Range(0, 5).Select(i => FakeJobService.Failure($"k{i}", "reason")));
        _server.Jobs.Failures.Insert(2, FakeJobService.Failure("other", "newer") with { Group = "conflict" });

        var pages = await PagesAsync("/api/v1/jobs/a%20b/failures?limit=2&reason=destination-denied");

        string[][] expected = [["k0", "k1"], ["k2", "k3"], ["k4"]];
        Assert.Equal(expected, pages.Select(page => page.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(KeyOf)));
        Assert.Equal((2, "destination-denied"), (_server.Jobs.Queries[0].Limit, _server.Jobs.Queries[0].Reason));

        static string KeyOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("key").GetString()!;
    }

    [Theory]
    [InlineData("/api/jobs/a/failures?limit=0", "'limit' must be 1 to 1000.")]
    [InlineData("/api/jobs/a/deletes?limit=1001", "'limit' must be 1 to 1000.")]
    [InlineData("/api/jobs/a/failures?after=nowhere", "'after' is no place in this list")]
    [InlineData("/api/jobs/a/failures?reason=bad%20luck", "'reason' must be one")]
    [InlineData("/api/jobs?limit=-1", "'limit' must be 1 to 1000.")]
    [InlineData("/api/jobs?after=!", "'after' is no place in this list")]
    [InlineData("/api/commands?limit=0", "'limit' must be 1 to 1000.")]
    [InlineData("/api/machines?limit=0", "'limit' must be 1 to 1000.")]
    [InlineData("/api/machines?after=!", "'after' is no place in this list")]
    [InlineData("/api/jobs?state=sleeping", "'state' must be one that a job can be in.")]
    [InlineData("/api/jobs?order=size", "'order' must be 'name' or 'state'.")]
    [InlineData("/api/jobs?order=state&after=YQ", "'after' is no place in this list")]
    public async Task Page_that_there_is_not_is_refused(string path, string message)
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));

        using var response = await _server.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, (await AnswerAsync(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_come_in_pages_by_name_whatever_is_removed_meanwhile()
    {
        _server.Jobs.Jobs.AddRange(new[] { "c", "a", "图", "b", "d" }.Select(name => FakeJobService.Report(name)));
        using var first = await _server.Client.GetAsync("/api/v1/jobs?limit=2", Cancellation);
        _server.Jobs.Jobs.RemoveAll(job => job.JobId == "b");

        var rest = await PagesAsync(Next(first)!);

        Assert.Equal(["a", "b"], Names(await first.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal(["c", "d", "图"], rest.SelectMany(Names));
        Assert.NotNull(first.Headers.ETag);
        Assert.Equal(["5"], first.Headers.GetValues("Total-Count"));
        Assert.Equal(["c", "a", "图", "d"], Names(await _server.Client.GetStringAsync("/api/jobs", Cancellation)));
    }

    [Fact]
    public async Task Jobs_come_in_pages_of_a_state_and_those_at_work_first_and_no_others_are_asked()
    {
        _server.Jobs.Jobs.AddRange(
            new[] { ("a", "done"), ("b", "running"), ("c", "failed"), ("d", "done"), ("e", "ready") }
                .Select(job => FakeJobService.Report(job.Item1, job.Item2)));

        var all = await PagesAsync("/api/v1/jobs?order=state&limit=2");
        using var ended = await _server.Client.GetAsync("/api/v1/jobs?state=done", Cancellation);

        string[][] expected = [["b", "e"], ["c", "d"], ["a"]];
        Assert.Equal(expected, all.Select(Names));
        Assert.Equal(["a", "d"], Names(await ended.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal(["2"], ended.Headers.GetValues("Total-Count"));
        Assert.Equal([2, 2, 1, 2], _server.Jobs.Asked);
    }

    [Fact]
    public async Task Machines_come_in_pages_by_name()
    {
        _server.Jobs.Machines.AddRange(
        [
            FakeJobService.Machine("m2"),
            FakeJobService.Machine("m1") with { Address = "10.0.0.8:2" },
            FakeJobService.Machine("m1") with { Address = "10.0.0.8:1" },
        ]);

        var pages = await PagesAsync("/api/v1/machines?limit=2");

        string[][] expected = [["10.0.0.8:1", "10.0.0.8:2"], ["10.0.0.7:11111"]];
        Assert.Equal(expected, pages.Select(page => JsonDocument.Parse(page).RootElement.EnumerateArray().Select(AddressOf)));
        Assert.Equal(["m2", "m1", "m1"], JsonDocument.Parse(await _server.Client.GetStringAsync("/api/machines", Cancellation)).RootElement
            .EnumerateArray().Select(machine => machine.GetProperty("name").GetString()));

        static string AddressOf(JsonElement machine) => machine.GetProperty("address").GetString()!;
    }

    [Fact]
    public async Task Commands_come_in_pages_and_a_later_page_has_what_was_given_since()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        foreach (var command in new[] { "pause", "continue", "pause" })
        {
            using var given = await _server.Client.PostAsync($"/api/jobs/a/commands/{command}", null, Cancellation);
        }

        var pages = await PagesAsync("/api/v1/commands?limit=2");

        string[][] expected = [["pause", "continue"], ["pause"]];
        Assert.Equal(expected, pages.Select(page => JsonDocument.Parse(page).RootElement.EnumerateArray().Select(CommandOf)));

        static string CommandOf(JsonElement command) => command.GetProperty("command").GetString()!;
    }

    [Fact]
    public async Task Map_of_shards_is_told_with_a_revision()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.Jobs.Maps["a"] = new() { JobId = "a", Run = 1, Shards = 2, Held = 1, Cells = [new() { Shards = 2, Held = 1, Machines = ["m1"] }] };

        using var map = await _server.Client.GetAsync("/api/v1/jobs/a/shards", Cancellation);
        using var none = await _server.Client.GetAsync("/api/v1/jobs/b/shards", Cancellation);

        using var json = JsonDocument.Parse(await map.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("m1", json.RootElement.GetProperty("cells")[0].GetProperty("machines")[0].GetString());
        Assert.NotNull(map.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static IEnumerable<string> Names(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateArray().Select(job => job.GetProperty("jobId").GetString()!);

    private async Task<List<string>> PagesAsync(string path)
    {
        var pages = new List<string>();
        for (var next = path; next is not null;)
        {
            using var response = await _server.Client.GetAsync(next, Cancellation);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
            pages.Add(await response.Content.ReadAsStringAsync(Cancellation));
            next = Next(response);
        }

        return pages;
    }

    private static string? Next(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Link", out var links) && links.Single().Split('>') is [['<', .. var url], "; rel=\"next\""] ? url : null;

    [Fact]
    public async Task Failures_that_break_off_are_no_complete_answer()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.Jobs.Failures.AddRange(Enumerable.Range(0, 5000).Select(i => FakeJobService.Failure($"k{i}", "reason")));
        _server.Jobs.Broken = new InvalidOperationException("state cannot be read");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _server.Client.GetStringAsync("/api/jobs/a/failures", Cancellation));
    }

    [Fact]
    public async Task Unexpected_error_is_an_answer_without_its_inner_text()
    {
        _server.Jobs.Broken = new InvalidOperationException("secret inside");

        using var response = await _server.Client.GetAsync("/api/jobs", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret inside", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Error, (await AnswerAsync(response)).Code);
    }

    [Fact]
    public async Task Machine_that_dies_under_a_call_is_told_as_one_and_to_come_back()
    {
        _server.Jobs.Broken = new Orleans.Runtime.SiloUnavailableException("Silo S127.0.0.1:1 is shutting down");

        using var response = await _server.Client.GetAsync("/api/jobs", Cancellation);

        var answer = await AnswerAsync(response);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ExitCode.NoSilo), (response.StatusCode, answer.Code));
        Assert.StartsWith("The machine that has the job does not answer", answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_that_refuses_is_named_with_what_to_do()
    {
        _server.Jobs.Broken = new InvalidOperationException(
            "storage", new DatabaseException(DatabaseProblem.DiskFull, "The disk of the database is full: jobs on db:5432. Make room."));

        using var response = await _server.Client.GetAsync("/api/jobs", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(
            "The disk of the database is full: jobs on db:5432. Make room. The same command may be given again.", (await AnswerAsync(response)).Message);
    }

    private static async Task<CommandAnswer> AnswerAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync(ContractsJson.Default.CommandAnswer, Cancellation))!;

    private Task<HttpResponseMessage> AddAsync(AddJobRequest request) =>
        _server.Client.PostAsJsonAsync("/api/jobs", request, ContractsJson.Default.AddJobRequest, Cancellation);

    private Task<HttpResponseMessage> CommandAsync(string job, string command, CommandRequest? request) =>
        _server.Client.PostAsJsonAsync(ApiRoutes.Command(job, command), request!, ContractsJson.Default.CommandRequest, Cancellation);
}
