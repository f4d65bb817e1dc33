using System.Net;
using OssTransfer.Contracts;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Silo.Tests.Dashboard;

public sealed class JobPagesTests : SignedInTests
{
    private const string Hostile = "<script>alert(1)\"'&<img src=x onerror=alert(2)>";

    [Fact]
    public async Task Jobs_at_work_come_first()
    {
        Server.Jobs.Jobs.AddRange(
        [
            FakeJobService.Report("ended", "done"), FakeJobService.Report("at-work"), FakeJobService.Report("in-trouble", "failed"),
            FakeJobService.Report("at-rest", "paused"),
        ]);

        var page = await Visitor.PageAsync("/");

        string[] order = ["at-work", "in-trouble", "at-rest", "ended"];
        Assert.Equal(order, order.OrderBy(job => page.IndexOf($"href=\"/jobs/{job}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ten_thousand_jobs_are_shown_by_pages_states_and_names()
    {
        Server.Jobs.Jobs.AddRange(Enumerable.Range(0, 10_000).Select(i => FakeJobService.Report($"job-{i:00000}", i == 4711 ? "failed" : "done")));

        var first = await Visitor.PageAsync("/");
        var last = await Visitor.PageAsync("/?page=200");
        var failed = await Visitor.PageAsync("/?state=failed");
        var found = await Visitor.PageAsync("/?q=JOB-0004");

        Assert.Contains("job-04711", first, StringComparison.Ordinal);
        Assert.Equal(50, Count(first, "<tr data-key"));
        Assert.True(first.Length < 100_000, $"The page has {first.Length} characters.");
        Assert.Contains("job-00000", last, StringComparison.Ordinal);
        Assert.Equal(1, Count(failed, "<tr data-key"));
        Assert.Equal(10, Count(found, "<tr data-key"));
    }

    [Fact]
    public async Task Job_whose_machine_is_silent_is_shown_with_its_state_and_no_numbers()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("hangs") with { Percent = 41.7 });
        Server.Jobs.Silent.Add("hangs");

        var page = await Visitor.PageAsync("/");

        Assert.Contains("href=\"/jobs/hangs\"", page, StringComparison.Ordinal);
        Assert.Contains("s-running", page, StringComparison.Ordinal);
        Assert.Contains("has not answered yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("41.7", page, StringComparison.Ordinal);
        Assert.DoesNotContain("4,004", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_that_compares_shows_what_it_read_and_not_that_it_moved_nothing()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a", "waiting", exitCode: 3) with
        {
            Bytes = new() { Listed = 40_000 },
            Check = new() { Objects = 20, Checked = 20, Differences = 19, Missing = 17, Different = 2, Unreadable = 0, BytesRead = 4_000 },
            Phases = [new() { Name = "report", State = "done" }],
        });

        var list = await Visitor.PageAsync("/");
        var page = await Visitor.PageAsync("/jobs/a");

        Assert.Contains("4.0 kB read", list, StringComparison.Ordinal);
        Assert.DoesNotContain("0 B", list, StringComparison.Ordinal);
        Assert.Contains("<dt>Different</dt><dd>2</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Missing</dt><dd>17</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0 B", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<span>0</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_and_commands_are_shown_by_pages()
    {
        Server.Jobs.Machines.AddRange(Enumerable.Range(0, 250).Select(i => FakeJobService.Machine($"m{i:000}") with { Address = $"10.0.0.{i}:1" }));

        var first = await Visitor.PageAsync("/machines");
        var last = await Visitor.PageAsync("/machines?page=9");
        var commands = await Visitor.PageAsync("/commands?page=2");

        Assert.Equal(100, Count(first, "<tr data-key"));
        Assert.Contains("href=\"/machines?page=2\"", first, StringComparison.Ordinal);
        Assert.Equal(50, Count(last, "<tr data-key"));
        Assert.Contains("m249", last, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", last, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", commands, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_wrote_is_text()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report(Hostile) with
        {
            Reason = Hostile,
            InFlight = [new() { Key = Hostile, Size = 10, Moved = 5 }],
            Bottleneck = new() { Name = "source", Text = Hostile, Waits = new Dictionary<string, double> { [Hostile] = 1 } },
            Proofs = new Dictionary<string, long> { [Hostile] = 1 },
        });
        Server.Jobs.Configs[Hostile] = Hostile;
        Server.Jobs.Failures.Add(FakeJobService.Failure(Hostile, Hostile));
        Server.Jobs.Machines.Add(FakeJobService.Machine(Hostile) with { Note = Hostile });
        var job = "/jobs/" + Uri.EscapeDataString(Hostile);

        foreach (var path in (string[])
            ["/", $"/?q={Uri.EscapeDataString(Hostile)}", job, job + "/failures", job + "/config", job + "/commands/pause",
            job + $"/explain?name={Uri.EscapeDataString(Hostile)}", "/machines"])
        {
            var page = await Visitor.PageAsync(path);

            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_turns_or_breaks_lines_is_written_out()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        Server.Jobs.Configs["a"] = "job-ID a\nsrc-type s3\n";
        Server.Jobs.Failures.Add(FakeJobService.Failure("photo\u202Egpj.exe\nnext", "said\u0007"));

        var failures = WebUtility.HtmlDecode(await Visitor.PageAsync("/jobs/a/failures"));
        var config = await Visitor.PageAsync("/jobs/a/config");

        Assert.Contains(@"photo\xe2\x80\xaegpj.exe\nnext", failures, StringComparison.Ordinal);
        Assert.Contains(@"said\x07", failures, StringComparison.Ordinal);
        Assert.Contains("<span>job-ID a</span><span>src-type s3</span>", config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_shows_how_far_it_is_what_limits_it_and_what_is_allowed()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a") with
        {
            Percent = 41.5,
            Phases = [new() { Name = "transfer", State = "running", Objects = 5, ObjectsOf = 12, Percent = 41.5 }],
            InFlight = [new() { Key = "big/one.bin", Size = 1000, Moved = 250 }],
            Rates = new() { StepSeconds = 10, BytesPerSecond = [0, 4_000_000, 2_000_000], ObjectsPerSecond = [0, 4, 2] },
            Bottleneck = new() { Name = "source", Text = "the source limits it: by far", Waits = new Dictionary<string, double>() },
            History = [new() { Run = 7, StartedAt = DateTimeOffset.UnixEpoch, Listed = 1234, Transferred = 1, Skipped = 2, Failed = 3, BytesTransferred = 4 }],
        });

        var page = await Visitor.PageAsync("/jobs/a");

        string[] all =
        [
            "41.5 %", "at most 4.0 MB/s", "d=\"M0 100L500 4L1000 52\"", "big/one.bin", "25.0 %", "the source limits it: by far", "md5-parts", "1,234",
            "/jobs/a/commands/pause", "/jobs/a/commands/rm",
        ];
        Assert.All(all, shown => Assert.Contains(shown, page, StringComparison.Ordinal));

        Assert.DoesNotContain("/jobs/a/commands/continue", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_is_given_after_it_was_confirmed_once_and_stands_in_the_log()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        var asked = await Visitor.PageAsync("/jobs/a/commands/pause");
        var token = await Visitor.FormTokenAsync("/jobs/a/commands/pause");

        Assert.Contains("All progress is kept", asked, StringComparison.Ordinal);
        Assert.Empty(Server.Jobs.Commands);
        using var given = await Visitor.PostAsync("/jobs/a/commands/pause", token, ("id", "c1"));
        using var repeated = await Visitor.PostAsync("/jobs/a/commands/pause", token, ("id", "c1"));
        var page = await Visitor.PageAsync("/jobs/a");
        var later = await Visitor.PageAsync("/jobs/a");

        Assert.Equal("/jobs/a", given.Headers.Location!.ToString());
        Assert.Equal([("a", "pause")], Server.Jobs.Commands);
        Assert.Contains("pause &#x27;a&#x27;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"notice\"", later, StringComparison.Ordinal);
        Assert.Contains("/jobs/a/commands/continue", page, StringComparison.Ordinal);
        Assert.Contains("dashboard\t127.0.0.1\tpause\ta\t0", await File.ReadAllTextAsync(Server.CommandLog, Cancel), StringComparison.Ordinal);
        Assert.Contains("<b>pause</b>", await Visitor.PageAsync("/commands"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_that_the_state_forbids_is_not_offered_for_confirmation()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a", "done", exitCode: 0));

        using var answer = await Visitor.GetAsync("/jobs/a/commands/pause");
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("job a has ended", page, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/jobs/a/commands/pause\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_leaves_what_became_of_a_command_to_the_page()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        using var given = await Visitor.PostAsync("/jobs/a/commands/pause", await Visitor.FormTokenAsync("/jobs/a"), ("id", "c1"));
        using var head = await Visitor.SendAsync(new(HttpMethod.Head, "/jobs/a"));

        Assert.Contains("class=\"notice\"", await Visitor.PageAsync("/jobs/a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_is_changed_and_what_is_wrong_with_it_is_said()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        var token = await Visitor.FormTokenAsync("/jobs/a/config");

        using var changed = await Visitor.PostAsync("/jobs/a/limits", token, ("max-bandwidth", " 5MB/s "), ("max-requests", ""));
        var page = await Visitor.PageAsync("/jobs/a/config");
        Server.Jobs.Refusals.Enqueue(new() { Code = ExitCode.Usage, Message = "nothing was changed", Errors = [new(0, "max-requests", "must be a rate")] });
        using var wrong = await Visitor.PostAsync("/jobs/a/limits", token, ("max-requests", "many"));

        Assert.Equal("/jobs/a/config", changed.Headers.Location!.ToString());
        Assert.Equal("max-bandwidth=5MB/s", Server.Jobs.Set[0].Settings);
        Assert.Contains("job a has new limits", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("max-requests: must be a rate", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_that_are_held_back_are_approved_by_the_number_that_was_shown()
    {
        var held = FakeJobService.Report("a", "waiting", exitCode: 0) with { Deletes = new() { Found = 1200, Held = "over-limit" } };
        Server.Jobs.Jobs.AddRange([held, held with { JobId = "unknown", Deletes = new() { Found = 7, Held = "incomplete-listing" } }]);
        Server.Jobs.AfterCommand = held;

        var page = await Visitor.PageAsync("/jobs/a/deletes");
        using var approved = await Visitor.PostAsync("/jobs/a/deletes", await Visitor.FormTokenAsync("/jobs/a/deletes"), ("count", "1200"));

        Assert.Contains("name=\"count\" value=\"1200\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"count\"", await Visitor.PageAsync("/jobs/unknown/deletes"), StringComparison.Ordinal);
        Assert.Equal([("a", "deletes --approve 1200")], Server.Jobs.Commands);
        Assert.Equal("/jobs/a", approved.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Command_that_no_page_offers_is_not_given()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));

        using var answer = await Visitor.PostAsync("/jobs/a/commands/edit", await Visitor.FormTokenAsync("/"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(Server.Jobs.Commands);
    }

    [Fact]
    public async Task Failures_are_shown_by_pages_and_lead_to_what_was_decided()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        Server.Jobs.Failures.AddRange(Enumerable.Range(1, 101).Select(i => FakeJobService.Failure($"key-{i:000}", "access denied")));

        var first = await Visitor.PageAsync("/jobs/a/failures");
        var second = await Visitor.PageAsync("/jobs/a/failures?from=100&after=100");
        var lost = await Visitor.PageAsync("/jobs/a/failures?from=100&after=of-another-run");
        await Visitor.PageAsync("/jobs/a/explain?key=6b65792d303031");

        Assert.Contains("key-001", first, StringComparison.Ordinal);
        Assert.Contains("/jobs/a/explain?key=6b65792d303031", first, StringComparison.Ordinal);
        Assert.DoesNotContain("key-101", first, StringComparison.Ordinal);
        Assert.Contains("/jobs/a/failures?from=100&amp;after=100", first, StringComparison.Ordinal);
        Assert.Contains("key-101", second, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", second, StringComparison.Ordinal);
        Assert.Contains("key-001", lost, StringComparison.Ordinal);
        Assert.Equal("key-001", Assert.Single(Server.Reports.Asked).Key.ToString());
    }

    [Fact]
    public async Task Reasons_are_shown_with_counts_and_each_leads_to_its_own_list()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a") with
        {
            Failures =
            [
                new()
                {
                    Reason = "destination-denied", Title = "destination: access denied", Count = 1_000_000, Key = "key-1", Example = "403 Forbidden",
                    Advice = "set this machine's clock",
                },
                new() { Reason = "uncounted", Title = "counted by an older version, which noted no reasons", Count = 3 },
            ],
        });
        Server.Jobs.Failures.AddRange([FakeJobService.Failure("key-1", "403"), FakeJobService.Failure("key-2", "newer") with { Group = "conflict" }]);

        var job = WebUtility.HtmlDecode(await Visitor.PageAsync("/jobs/a"));
        var list = await Visitor.PageAsync("/jobs/a/failures?reason=destination-denied");
        var chinese = WebUtility.HtmlDecode(await Visitor.PageAsync("/jobs/a?lang=zh"));

        string[] all =
        [
            "/jobs/a/failures?reason=destination-denied", "destination: access denied", "1,000,000", "key-1", "403 Forbidden", "set this machine's clock",
        ];
        Assert.All(all, shown => Assert.Contains(shown, job, StringComparison.Ordinal));
        Assert.DoesNotContain("reason=uncounted", job, StringComparison.Ordinal);
        Assert.Contains("key-1", list, StringComparison.Ordinal);
        Assert.DoesNotContain("key-2", list, StringComparison.Ordinal);
        Assert.Contains("目的端：拒绝访问", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_shows_each_cell_with_what_is_in_it()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        Server.Jobs.Maps["a"] = new()
        {
            JobId = "a", Run = 3, Shards = 1000, Waiting = 500, Held = 2, Flawed = 1, ShardsPerCell = 500,
            Cells = [new() { First = 0, Shards = 500, Held = 2, Flawed = 1, Machines = ["m1", Hostile] }, new() { First = 500, Shards = 500, Waiting = 500 }],
        };

        var page = WebUtility.HtmlDecode(await Visitor.PageAsync("/jobs/a"));

        string[] all =
        [
            "role=\"img\" aria-label=\"Shards of run 3: ended 497, ended with failures 1, at work 2, waiting 500\"",
            "0 – 499: ended 497, ended with failures 1, at work 2 (m1, ", "500 – 999: waiting 500", "each square stands for 500 shards",
        ];
        Assert.All(all, shown => Assert.Contains(shown, page, StringComparison.Ordinal));
        Assert.Equal(2, Count(page, "<title>") - 1);
    }

    [Fact]
    public async Task Update_is_only_what_has_changed()
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a", "paused"));
        using var whole = await Visitor.GetAsync("/jobs/a", ("X-Update", "1"));
        var tag = whole.Headers.ETag!.ToString();
        using var same = await Visitor.GetAsync("/jobs/a", ("X-Update", "1"), ("If-None-Match", tag));
        Server.Jobs.Jobs[0] = FakeJobService.Report("a", "done");
        using var changed = await Visitor.GetAsync("/jobs/a", ("X-Update", "1"), ("If-None-Match", tag));

        Assert.DoesNotContain("<html", await whole.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Contains("s-done", await changed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "由用户暂停", "lang=\"zh-CN\"")]
    [InlineData("de,en;q=0.5", "paused by the user", "lang=\"en\"")]
    [InlineData("", "paused by the user", "lang=\"en\"")]
    public async Task Language_is_that_of_the_browser_until_another_is_chosen(string accepted, string reason, string named)
    {
        Server.Jobs.Jobs.Add(FakeJobService.Report("a", "paused") with { Reason = "paused by the user" });
        if (accepted.Length > 0)
        {
            Visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(accepted);
        }

        var page = WebUtility.HtmlDecode(await Visitor.PageAsync("/jobs/a"));
        var chosen = WebUtility.HtmlDecode(await Visitor.PageAsync("/?lang=zh"));
        var after = WebUtility.HtmlDecode(await Visitor.PageAsync("/jobs/a"));

        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.Contains(named, page, StringComparison.Ordinal);
        Assert.Contains("由用户暂停", chosen, StringComparison.Ordinal);
        Assert.Contains("由用户暂停", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_wrong_below_is_said_on_a_page()
    {
        Server.Jobs.Broken = new TimeoutException("secret inside");

        using var answer = await Visitor.GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("The machine that has the job does not answer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret inside", page, StringComparison.Ordinal);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
