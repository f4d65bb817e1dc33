using System.Text;
using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class AddCommandTests : CliFixture
{
    [Theory]
    [InlineData("--no-probe")]
    [InlineData("--no-check")]
    public async Task Job_travels_as_text_with_the_users_choices(string noProbe)
    {
        Write("job.cfg", "\uFEFFjob-ID: 数据\r\nsrc-filetype = diskfile\r\n");

        var result = await RunAsync("add", "job.cfg", "--yes", noProbe);

        Assert.Equal((0, "Added the job '数据'.\n  ACLs are not carried.\n"), (result.Code, result.Out));
        var added = Assert.Single(Jobs.Added);
        Assert.Equal("job-ID: 数据\r\nsrc-filetype = diskfile\r\n", added.Config);
        Assert.Equal((true, true, false), (added.Confirmed, added.SkipCheck, added.OnePass));
        Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(added.TimeZone!, out _));
    }

    [Fact]
    public async Task Named_secrets_are_put_in_their_places()
    {
        Variables["MY_KEY"] = " key with \" and spaces ";
        Write("secret.txt", "from-file\n");
        Write(
            "job.cfg",
            "job-ID: a\nsrc-secretkey: env:MY_KEY\ndes-accesskey: AKID\ndes-secretkey=file:secret.txt\n# src-session-token: env:NONE\ndes-prefix: env:NOT_A_SECRET\n");

        await RunAsync("add", "job.cfg");

        Assert.Equal(
            "job-ID: a\nsrc-secretkey: \" key with \" and spaces \"\ndes-accesskey: AKID\ndes-secretkey: \"from-file\"\n# src-session-token: env:NONE\ndes-prefix: env:NOT_A_SECRET\n",
            Assert.Single(Jobs.Added).Config);
    }

    [Fact]
    public async Task Missing_secrets_are_all_named_and_nothing_is_sent()
    {
        Variables["EMPTY"] = "";
        Write("two.txt", "one\ntwo\n");
        Write("job.cfg", "src-secretkey: env:NOT_SET\nsrc-session-token: env:EMPTY\ndes-secretkey: file:/nowhere/secret\ndes-session-token: file:two.txt\n");

        var result = await RunAsync("add", "job.cfg");

        Assert.Equal(2, result.Code);
        Assert.Contains("line 1, src-secretkey: the environment variable NOT_SET is not set", result.Error, StringComparison.Ordinal);
        Assert.Contains("line 2, src-session-token: the environment variable EMPTY is empty", result.Error, StringComparison.Ordinal);
        Assert.Contains("line 3, des-secretkey: the file /nowhere/secret cannot be read (there is none)", result.Error, StringComparison.Ordinal);
        Assert.Contains("two.txt has more than one line", result.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs.Added);
    }

    [Fact]
    public async Task Errors_of_the_configuration_have_file_and_line()
    {
        Write("my.cfg", "x");
        Jobs.Refusals.Enqueue(
            new CommandAnswer
            {
                Code = ExitCode.Usage,
                Message = "2 errors in the configuration; nothing was added.",
                Errors = [new(3, "check-mode", "must be head, md5 or full"), new(0, null, "has no source"), new(0, "", "has no destination")],
            });

        var result = await RunAsync("add", "my.cfg");

        Assert.Equal(2, result.Code);
        Assert.Equal(
            "my.cfg:3: check-mode: must be head, md5 or full\nmy.cfg: has no source\nmy.cfg: has no destination\nosstransfer: 2 errors in the configuration; nothing was added.\n",
            result.Error);
    }

    [Theory]
    [InlineData("done", 0, 0)]
    [InlineData("failed", 3, 3)]
    [InlineData("waiting", 0, 0)]
    public async Task Waiting_gives_the_passs_code(string state, int code, int expected)
    {
        Write("job.cfg", "job-ID: a\n");
        Jobs.AfterAdd = FakeJobService.Report("a", state, 1, code) with
        {
            NextPassAt = state == "waiting" ? new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.FromHours(8)) : null,
        };
        Jobs.StatesOnTheWay.Enqueue("ready");
        Jobs.StatesOnTheWay.Enqueue("running");

        var result = await RunAsync("add", "job.cfg", "--wait");

        Assert.Equal(expected, result.Code);
        Assert.Contains("a: run 1 ready", result.Out, StringComparison.Ordinal);
        Assert.Contains("a: run 1 running", result.Out, StringComparison.Ordinal);
        Assert.Contains(
            state == "waiting" ? $"The next pass starts at {Figures.Time(new(2026, 1, 3, 0, 0, 0, TimeSpan.FromHours(8)))}" : "No other pass follows.",
            result.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_job_that_the_system_pauses_gives_5_and_the_reason()
    {
        Write("job.cfg", "job-ID: a\n");
        Jobs.AfterAdd = FakeJobService.Report("a", "paused", 1, 5) with { Reason = "The key was revoked." };

        var result = await RunAsync("add", "job.cfg", "--wait");

        Assert.Equal(5, result.Code);
        Assert.Contains("The job 'a' is paused: The key was revoked.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_job_that_its_user_pauses_gives_4()
    {
        Write("job.cfg", "job-ID: a\n");
        Jobs.AfterAdd = FakeJobService.Report("a", "paused") with { Reason = "paused by the user" };

        var result = await RunAsync("add", "job.cfg", "--wait");

        Assert.Equal(4, result.Code);
        Assert.Contains("The job 'a' is paused: paused by the user", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_with_json_gives_the_job_and_nothing_else()
    {
        Write("job.cfg", "job-ID: a\n");
        Jobs.AfterAdd = FakeJobService.Report("a", "done", 1, 0);

        using var json = JsonDocument.Parse((await RunAsync("add", "job.cfg", "--wait", "--json")).Out);

        Assert.Equal(("a", "done"), (json.RootElement.GetProperty("jobId").GetString(), json.RootElement.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("gbk", "GBK")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-8", null)]
    public async Task Configuration_in_an_old_encoding_is_read_and_that_is_said(string encoding, string? said)
    {
        const string Text = "job-ID: 数据\nsrc-absolutepath: /数据\n";
        var bytes = Encoding.UTF8.GetBytes(Text);
        File.WriteAllBytes(Path.Combine(Directory, "old.cfg"), encoding switch
        {
            "gbk" => CodePagesEncodingProvider.Instance.GetEncoding("gbk")!.GetBytes(Text),
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
            _ => bytes,
        });

        var answer = await RunAsync("add", "old.cfg");

        Assert.Equal(Text, Jobs.Added.Single().Config);
        Assert.Equal(said is not null, answer.Error.Contains($"is read as {said};", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pass_that_is_waited_for_is_told_as_asked()
    {
        Write("job.cfg", "job-ID: x\n");
        Jobs.AfterAdd = FakeJobService.Report("x", "done", 1, 0) with { Percent = 100 };
        Window = (80, 24);

        Jobs.StatesOnTheWay.Enqueue("running");
        var block = await RunAsync("add", "job.cfg", "--wait", "--stats", "1");
        Jobs.Jobs.Clear();
        Jobs.StatesOnTheWay.Enqueue("running");
        var lines = await RunAsync("add", "job.cfg", "--wait", "--stats-one-line");
        var refused = await RunAsync("add", "job.cfg", "--wait", "--stats", "0");

        Assert.Equal(2, block.Out.Split('\n').Count(line => line.StartsWith("state ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u001b', block.Out);
        Assert.Equal(
            ["x: run 1 running", "x: run 1 done"],
            lines.Out.Split('\n').Where(line => line.StartsWith("x: ", StringComparison.Ordinal)).Select(line => line.Split(',')[0]));
        Assert.Equal(2, refused.Code);
        Assert.Contains("--stats: '0' is not allowed; seconds from 1 to 86400", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_for_objects_are_refused_where_the_silo_moves_them_with_what_prints_them()
    {
        Write("job.cfg", "job-ID: x\n");

        var refused = await RunAsync("add", "job.cfg", "--wait", "-v");

        Assert.Equal(2, refused.Code);
        Assert.Contains("osstransfer run job.cfg -v", refused.Error, StringComparison.Ordinal);
        Assert.Contains("start --log-level=objects", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs.Added);
    }

    [Fact]
    public async Task Files_that_are_no_configuration_are_refused()
    {
        File.WriteAllBytes(Path.Combine(Directory, "odd.cfg"), [0xCA, 0xFD, 0xBE, 0xDD, 0xFF]);
        File.WriteAllBytes(Path.Combine(Directory, "big.cfg"), new byte[2 << 20]);

        Assert.Contains("There is no file", (await RunAsync("add", "none.cfg")).Error, StringComparison.Ordinal);
        Assert.Contains("is neither UTF-8, UTF-16 nor GBK", (await RunAsync("add", "odd.cfg")).Error, StringComparison.Ordinal);
        Assert.Contains("it is longer than 1 MiB", (await RunAsync("add", "big.cfg")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("add", Directory)).Code);
        Assert.Empty(Jobs.Added);
    }
}
