using System.Text.Json;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class StatusCommandTests : CliFixture
{
    [Fact]
    public async Task Status_shows_every_job_in_a_line()
    {
        Jobs.Jobs.Add(FakeJobService.Report("first"));
        Jobs.Jobs.Add(FakeJobService.Report("第二", "paused") with { Reason = "The bucket [b] is gone." });

        var plain = await RunAsync("status");
        var asInTheManual = await RunAsync("status", "--job");

        var lines = plain.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("JOB", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("first", lines[1], StringComparison.Ordinal);
        Assert.Contains("100.0 %", lines[1], StringComparison.Ordinal);
        Assert.Contains("4,004/4,004", lines[1], StringComparison.Ordinal);
        Assert.Contains("The bucket [b] is gone.", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain.Out);
        Assert.Equal(plain, asInTheManual);
    }

    [Fact]
    public async Task Status_without_jobs_says_how_to_add_one()
    {
        Assert.Contains("osstransfer add job.cfg", (await RunAsync("status")).Out, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await RunAsync("status", "--json")).Out);
    }

    [Fact]
    public async Task Status_as_json_is_an_array_and_of_one_job_an_object()
    {
        Jobs.Jobs.Add(FakeJobService.Report("数据", "done", 1, 0));

        using var all = JsonDocument.Parse((await RunAsync("status", "--json")).Out);
        var one = (await RunAsync("status", "--jobID=数据", "--json")).Out;

        Assert.Equal(JsonValueKind.Array, all.RootElement.ValueKind);
        using var json = JsonDocument.Parse(one);
        Assert.Equal(all.RootElement[0].GetRawText(), json.RootElement.GetRawText().Replace("\n", "\n  ", StringComparison.Ordinal));
        Assert.Contains("\"jobId\": \"数据\"", one, StringComparison.Ordinal);
        Assert.Equal(276000000, json.RootElement.GetProperty("bytes").GetProperty("transferred").GetInt64());
        Assert.Equal("2026-01-02T03:04:05+08:00", json.RootElement.GetProperty("startedAt").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("etaSeconds").ValueKind);
    }

    [Theory]
    [InlineData("done", 0, null, 0)]
    [InlineData("failed", 3, null, 3)]
    [InlineData("failed", 4, "2 listings broke off.", 4)]
    [InlineData("waiting", 3, null, 3)]
    [InlineData("paused", 5, "The key was revoked.", 5)]
    [InlineData("paused", 4, "1000 equal failures in a row.", 4)]
    [InlineData("paused", null, "paused by the user", 4)]
    [InlineData("running", null, null, 4)]
    public async Task Exit_code_is_the_jobs(string state, int? code, string? reason, int expected)
    {
        Jobs.Jobs.Add(FakeJobService.Report("x", state, 1, code) with { Reason = reason });

        Assert.Equal(expected, (await RunAsync("status", "x", "--exit-code")).Code);
        Assert.Equal(expected, (await RunAsync("status", "--jobID=x", "--exit-code")).Code);
        Assert.Equal(0, (await RunAsync("status", "x")).Code);
    }

    [Fact]
    public async Task Status_of_one_job_tells_all()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x") with
        {
            Phase = "check",
            Check = new CheckNumbers { Objects = 4000, Checked = 1000, Differences = 2, BytesRead = 5_000_000 },
            ObjectsPerSecond = 88.3,
            BytesPerSecond = 20_100_000,
            EtaSeconds = 90062,
        });

        var text = (await RunAsync("status", "x")).Out;

        string[] facts =
            ["running (check)", "█████░░░░░░░░░░░░░░░ 25.0 %", "4,004 listed: 4,004 transferred", "276.0 MB of 276.0 MB transferred, 281.0 MB sent",
            "88.3 objects/s, 20.1 MB/s", "1d 01:01:02", "md5 4,000, md5-parts 4", "1,000 of 4,000 checked, 2 different, 5.0 MB read"];
        Assert.All(facts, fact => Assert.Contains(fact, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_says_what_was_copied_inside_and_that_a_count_is_the_least()
    {
        var report = FakeJobService.Report("x");
        Jobs.Jobs.Add(report with
        {
            SentAtLeast = true,
            Objects = report.Objects with { CopiedInside = 12 },
            Bytes = report.Bytes with { CopiedInside = 3_000_000 },
        });

        var text = (await RunAsync("status", "x")).Out;
        using var json = JsonDocument.Parse((await RunAsync("status", "x", "--json")).Out);

        Assert.Contains("276.0 MB of 276.0 MB transferred, at least 281.0 MB sent", text, StringComparison.Ordinal);
        Assert.Contains("copied inside", text, StringComparison.Ordinal);
        Assert.Contains("at least 12 objects, 3.0 MB", text, StringComparison.Ordinal);
        Assert.True(json.RootElement.GetProperty("sentAtLeast").GetBoolean());
        Assert.Equal(12, json.RootElement.GetProperty("objects").GetProperty("copiedInside").GetInt64());
        Assert.Equal(3_000_000, json.RootElement.GetProperty("bytes").GetProperty("copiedInside").GetInt64());
    }

    [Fact]
    public async Task Watch_of_a_job_ends_with_its_pass()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x", "done", 1, 0));
        Jobs.StatesOnTheWay.Enqueue("running");
        Jobs.StatesOnTheWay.Enqueue("running");

        var result = await RunAsync("status", "x", "--watch", "--exit-code");

        Assert.Equal(0, result.Code);
        Assert.Equal(["x: run 1 running, 4,004/4,004 objects, 276.0 MB/276.0 MB", "x: run 1 done, 4,004/4,004 objects, 276.0 MB/276.0 MB"],
            result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Watch_shows_what_runs_first_and_ends_with_its_reader()
    {
        Jobs.Jobs.Add(FakeJobService.Report("ended", "done", 1, 0));
        Jobs.Jobs.Add(FakeJobService.Report("runs"));
        IsOutputClosed = () => true;

        var jobs = await RunAsync("status", "--watch");
        Jobs.Machines.Add(FakeJobService.Machine("node-1"));
        var machines = await RunAsync("status", "--machine", "--watch");
        var log = await RunAsync("log", "--watch");

        Assert.Equal(["runs", "ended"], jobs.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]));
        Assert.Contains("node-1", machines.Out, StringComparison.Ordinal);
        Assert.StartsWith("TIME", log.Out, StringComparison.Ordinal);
        Assert.Equal((130, 130, 130), (jobs.Code, machines.Code, log.Code));
    }

    [Fact]
    public async Task Terminal_shows_what_runs_first_and_says_how_many_rows_are_hidden()
    {
        Jobs.Jobs.AddRange(Enumerable.Range(0, 10_000).Select(i => FakeJobService.Report($"job-{i:00000}", i == 17 ? "running" : "done", 1, 0)));
        Window = (100, 24);

        var terminal = await RunAsync("status");
        var asked = Jobs.Asked.ToList();
        Window = null;
        var piped = await RunAsync("status");

        var lines = terminal.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(23, lines.Length);
        Assert.StartsWith("job-00017  running", lines[1], StringComparison.Ordinal);
        Assert.Matches("^and 9,979 more, for which there is no room; 'osstransfer .*status' shows them all where it is piped$", lines[^1]);
        Assert.All(asked, count => Assert.InRange(count, 1, 25));
        Assert.Equal(10_001, piped.Out.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 5)]
    public async Task Nothing_is_hidden_where_there_is_room(int jobs, int lines)
    {
        Jobs.Jobs.AddRange(Enumerable.Range(0, jobs).Select(i => FakeJobService.Report($"job-{i}", "done", 1, 0)));
        Window = (100, lines);

        var shown = (await RunAsync("status")).Out.TrimEnd('\n').Split('\n');

        Assert.Equal(jobs > lines - 2, shown[^1].StartsWith("and ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Machines_are_shown_all_or_one()
    {
        Jobs.Machines.Add(FakeJobService.Machine("node-1"));
        Jobs.Machines.Add(FakeJobService.Machine("node-2") with { Address = "10.0.0.8:11111" });

        var all = await RunAsync("status", "--machine");
        using var one = JsonDocument.Parse((await RunAsync("status", "--machine", "--ip=10.0.0.8", "--json")).Out);
        var none = await RunAsync("status", "--machine", "--ip=10.9.9.9");

        Assert.Contains("3/4 busy", all.Out, StringComparison.Ordinal);
        Assert.Equal("node-2", Assert.Single(one.RootElement.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(6, none.Code);
        Assert.Contains("There is no machine '10.9.9.9'. There are: node-1 (10.0.0.7:11111), node-2 (10.0.0.8:11111).", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_of_one_reason_come_over_all_pages()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x") with
        {
            Failures = [new() { Reason = "destination-denied", Title = "destination: access denied", Count = 1500, Key = "k0000" }],
        });
        Jobs.Failures.Add(FakeJobService.Failure("other", "newer") with { Group = "conflict" });
        Jobs.Failures.AddRange(Enumerable.Range(0, 1500).Select(i => FakeJobService.Failure($"k{i:d4}", "403")));

        var status = await RunAsync("status", "x");
        var denied = (await RunAsync("failures", "x", "--reason", "destination-denied")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var none = await RunAsync("failures", "x", "--reason", "needs-restore");

        Assert.Contains("1,500 destination-denied: destination: access denied (k0000)", status.Out, StringComparison.Ordinal);
        Assert.Equal((1500, "k0000\t5\t403", "k1499\t5\t403"), (denied.Length, denied[0], denied[^1]));
        Assert.Equal([1000, 1000, 1000], Jobs.Queries.Select(query => query.Limit));
        Assert.Contains("Nothing failed for the reason needs-restore", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_of_an_older_version_that_sends_the_whole_list_is_not_taken_at_its_word()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.Failures.Add(FakeJobService.Failure("k", "403") with { Group = null });
        Jobs.KnowsNoReasons = true;

        var result = await RunAsync("failures", "x", "--reason", "destination-denied");

        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Contains("older version", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_are_lines_that_can_be_cut_at_tabs()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.Failures.Add(FakeJobService.Failure("a\tb\\c\n", "403\tForbidden"));
        Jobs.Failures.Add(new FailureLine(new Storage.ObjectKey([0x61, 0x09, 0xFF]), null, "not UTF-8", "list", 1));

        var lines = await RunAsync("failures", "x");
        using var json = JsonDocument.Parse((await RunAsync("failures", "--jobid=x", "--json")).Out);

        Assert.Equal("a\\tb\\\\c\\n\t5\t403\\tForbidden\na\\t\\xff\t\tnot UTF-8\n", lines.Out);
        Assert.Equal(["a\tb\\c\n", "a\t\uFFFD"], json.RootElement.EnumerateArray().Select(f => f.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task No_failures_are_no_lines()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));

        Assert.Equal("", (await RunAsync("failures", "x")).Out);
        Assert.Equal("[]\n", (await RunAsync("failures", "x", "--json")).Out);
    }

    [Fact]
    public async Task Failures_that_break_off_say_so()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.Failures.AddRange(Enumerable.Range(0, 5000).Select(i => FakeJobService.Failure($"k{i}", "reason")));
        Jobs.Broken = new InvalidOperationException();

        var result = await RunAsync("failures", "x");

        Assert.Equal(1, result.Code);
        Assert.Contains("The list broke off", result.Error, StringComparison.Ordinal);
    }
}
