using System.Text;
using OssTransfer.Cli.Tests.Docs;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Languages;
using OssTransfer.Contracts.Preflights;
using OssTransfer.Contracts.Settings;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Views;

/// <summary>What is shown in a terminal of any width.</summary>
public sealed class WidthTests : CliFixture
{
    private const string Failure =
        "12 failed, 3 differ; see 'osstransfer failures warehouse-2019-archive', then 'osstransfer redo warehouse-2019-archive --failed'";
    private static readonly int[] Widths = [60, 80, 100, 120, 200];
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8));

    /// <summary>Set it to write the snapshots instead of comparing them.</summary>
    private static readonly bool Writes = Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_WRITE_SNAPSHOTS") == "1";

    private static IReadOnlyList<JobView> AllJobs =>
    [
        FakeJobService.Report("photos") with
        {
            Phase = "transfer",
            Percent = 41.7,
            Objects = new() { Listed = 1_234_567, Transferred = 500_000 },
            Bytes = new() { Listed = 98_765_432_100, Transferred = 40_000_000_000, InFlight = 1_200_000_000 },
            ObjectsPerSecond = 1234.5,
            BytesPerSecond = 118_000_000,
            EtaSeconds = 492,
        },
        FakeJobService.Report("warehouse-2019-archive", "failed", 7, 3) with { Percent = 100, Reason = Failure },
        FakeJobService.Report("数据仓库", "paused") with { Percent = 12.3, Reason = "The bucket [b] is gone." },
    ];

    /// <summary>Names as long as they may be, wide letters, numbers as large as there are, words without a blank.</summary>
    private static IReadOnlyList<JobView> OddJobs =>
    [
        FakeJobService.Report("production-warehouse-eu-central-1-to-cn-north-4-v2") with
        {
            Phase = "transfer",
            Percent = 99.9,
            Run = int.MaxValue,
            Objects = new() { Listed = 987_654_321_098, Transferred = 876_543_210_987, Failed = 1_234_567_890, Conflict = 1 },
            Bytes = new() { Listed = long.MaxValue, Transferred = long.MaxValue - 1, InFlight = 1, Sent = long.MaxValue },
            ObjectsPerSecond = 123_456_789.5,
            BytesPerSecond = 1_000_000_000_000_000,
            EtaSeconds = 99_999_999,
            Reason = "NoSuchBucket:" + new string('x', 120),
        },
        FakeJobService.Report("生产环境数据仓库从华东一区迁移到华北二区第三批次ＡＢＣ", "failed", 3, 3) with
        {
            Reason = "目的端拒绝访问：" + new string('权', 90) + "；查看 'osstransfer failures 生产环境' 后执行 redo",
        },
        FakeJobService.Report("👨‍👩‍👧‍👦-e\u0301-ﾊﾝｶｸ", "paused") with { Reason = "👨‍👩‍👧‍👦" + new string('ー', 70) },
    ];

    private static JobView OneJob => AllJobs[0] with
    {
        Phases =
        [
            new() { Name = "list", State = "done", Objects = 1_234_567, ObjectsOf = 1_234_567, Percent = 100 },
            new() { Name = "transfer", State = "running", Objects = 500_000, ObjectsOf = 1_234_567, Percent = 41.9 },
        ],
        InFlight =
        [
            new()
            {
                Key = "2019/08/a-very-long-directory-name/another-one/holiday film.mov",
                Size = 50_000_000_000,
                Moved = 1_100_000_000,
                BytesPerSecond = 90_000_000,
                Seconds = 12,
            },
            new() { Key = "日志/2019.log", Moved = 10_000_000, BytesPerSecond = 100_000, Seconds = 100 },
        ],
    };

    private static IReadOnlyList<MachineView> AllMachines =>
    [
        new()
        {
            Name = "node-1", Address = "10.0.0.7:11111", Version = "1.4.0", State = "alive", Alive = true, Workers = 16, WorkersBusy = 3,
            ObjectsPerSecond = 88.3, BytesPerSecond = 20_100_000, Cpu = 0.5, MemoryBytes = 134_217_728, LastSeen = Then,
        },
        new()
        {
            Name = "node-2.example.internal", Address = "[2001:db8::17]:11111", Version = "1.4.0", State = "dead", LastSeen = Then,
            Note = "machines_ip.cfg doesn't name it: it takes no new work; a line with its address admits it",
        },
    ];

    private static IReadOnlyList<LoggedCommand> AllCommands =>
    [
        Command("add", "photos", ExitCode.Done, "add 'photos': Added the job 'photos'."),
        Command(
            "redo", "warehouse-2019-archive", ExitCode.NotAllowed, "redo 'warehouse-2019-archive': not allowed while it runs; pause it first"),
    ];

    private static IReadOnlyList<MachineView> OddMachines =>
    [
        new()
        {
            Name = "ip-10-0-0-7.eu-central-1.compute.internal.example.com", Address = "[2001:db8:1234:5678:9abc:def0:1234:5678]:65535",
            Version = "1.4.0-preview.12+0123456789abcdef", State = "alive", Alive = true, Draining = true, Workers = 1000, WorkersBusy = 1000,
            ObjectsPerSecond = 123_456_789.5, BytesPerSecond = 1_000_000_000_000_000, Cpu = 128, MemoryBytes = long.MaxValue, LastSeen = Then,
        },
        new() { Name = "华东一区生产环境机器", Address = "10.0.0.8:11111", Version = "1.4.0", State = "dead", Note = new string('机', 70) },
    ];

    private static IReadOnlyList<LoggedCommand> OddCommands =>
    [
        Command("redo --failed", OddJobs[0].JobId, ExitCode.Stopped, "NoSuchBucket:" + new string('x', 120)) with
        {
            Who = "operator-with-a-long-name@bastion.example.com", From = "2001:db8:1234:5678:9abc:def0:1234:5678", Machine = OddMachines[0].Name,
        },
        Command("add", OddJobs[1].JobId, ExitCode.Done, new string('添', 90)),
    ];

    private static PreflightView Found => new()
    {
        JobId = "photos",
        Source = "Amazon S3, https://s3.eu-central-1.amazonaws.com, bucket warehouse-2019-archive, below photographs/2019/originals/",
        Destination = "JD Cloud OSS, https://s3.cn-north-1.jdcloud-oss.com, bucket archive, below from-amazon/photographs/2019/originals/",
        Complete = true,
        Code = ExitCode.Failures,
        Objects = 1_234_567,
        Bytes = 98_765_432_100,
        Sizes = [new("empty", 3, 0), new("< 1 MiB", 1_234_564, 98_765_432_100)],
        Requests = new(1235, 1_234_567, 1_234_567),
        Estimates = [new("destination-writes", 1500, 823)],
        Notes =
        [
            "this is what the first pass of a new job would do, which has recorded nothing, so that nothing there counts as its own and nothing is deleted",
        ],
        Problems =
        [
            new()
            {
                Problem = "key-too-long",
                IsFailure = true,
                Count = 1,
                Message = "keys are longer than the destination holds, des-prefix included; shorten them or the prefix",
                Examples = [new() { Key = "2019/08/" + new string('k', 150), Detail = "1027 bytes, JD Cloud OSS holds 1024" }],
            },
        ],
        Pass =
        [
            Group(
                "send",
                1_234_000,
                98_765_000_000,
                "2019/08/" + string.Join('/', Enumerable.Repeat("holiday", 20)) + "/first.jpg",
                "日志/2019/" + new string('长', 80) + ".log"),
            Group("skip", 500, 400_000_000, "short"),
            Group("conflict", 67, 32_100, "it's newer/there.txt"),
            Group("read", 0, 0),
        ],
    };

    private static MailView Mail => new()
    {
        Sender = "transfer@warehouse.example.com",
        Password = "***",
        Receiver = "operators@warehouse.example.com",
        Server = "smtp.warehouse.example.com:465, tls",
        IsSent = true,
        Messages =
        [
            new() { At = Then, When = Then, Channel = "mail", State = "sent", Attempts = 1, Subject = "[OssTransfer] photos: the first pass is done" },
            new()
            {
                At = Then, When = Then.AddHours(1), Channel = "url", State = "waiting", Attempts = 3, Words = "503 Service Unavailable",
                Subject = "[OssTransfer] warehouse-2019-archive: 12 failed, 3 differ",
            },
        ],
    };

    private static KeyExplanation Explained => new()
    {
        JobId = "photos",
        Key = "2019/08/a-very-long-directory-name/another-one/holiday film.mov",
        SyncCompare = "auto",
        SyncOverwrite = "safe",
        Passes =
        [
            new()
            {
                Run = 1,
                StartedAt = Then,
                Kept = true,
                Rule = "not-comparable",
                Outcome = "failed",
                Reason = "403 Forbidden: the key may not read the object; give it the right s3:GetObject, then redo --failed",
                Source = new() { Size = 50_000_000_000, ETag = "0cc175b9c0f1b6a831c399e269772661-5961" },
            },
        ],
    };

    public static TheoryData<string> Views =>
        ["status", "status, odd", "status JOB", "status --machine", "log", "add --wait --stats", "failures", "preflight --compare", "status --mail", "explain"];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task View_is_as_it_was_seen_to_be_good(string view)
    {
        var text = new StringBuilder();
        foreach (var width in Widths)
        {
            text.Append("=== ").Append(width).AppendLine(" columns").AppendLine(await ShownAsync(view, width));
        }

        var path = Path.Combine(Handbook.Root, "tests", "OssTransfer.Cli.Tests", "Views", "Widths", view.Replace(' ', '_') + ".txt");
        var shown = text.ToString().ReplaceLineEndings("\n");
        if (Writes)
        {
            await File.WriteAllTextAsync(path, shown, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), shown);
    }

    [Fact]
    public void Nothing_is_wider_than_the_terminal_no_title_is_broken_and_no_note_is_lost()
    {
        foreach (var texts in (Translation[])[Translation.None, Translation.Chinese()])
        {
            foreach (var table in (TableText[])
                [
                    Tables.Jobs(AllJobs, texts), Tables.Jobs(OddJobs, texts), Tables.Machines(AllMachines, texts), Tables.Machines(OddMachines, texts),
                    Tables.Commands(AllCommands, texts), Tables.Commands(OddCommands, texts), Tables.Messages(Mail.Messages, texts),
                ])
            {
                for (var width = 20; width <= 260; width += width < 120 ? 1 : 9)
                {
                    var laid = table.In(width);
                    var lines = laid.Lines(null, _ => "");

                    Assert.All(lines, line => Assert.InRange(new Spectre.Console.Rendering.Segment(line).CellCount(), 0, width));
                    Assert.DoesNotContain(lines, line => line.Contains('…', StringComparison.Ordinal));
                    Assert.Subset(
                        table.Columns.SelectMany(column => column.Title.Split(' ')).Append(table.NoteTitle).ToHashSet(),
                        laid.Header.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet());
                    var shown = string.Concat(lines.SelectMany(line => line.Where(letter => letter != ' ')));
                    Assert.All(table.Rows, row => Assert.Contains(row.Note.Replace(" ", "", StringComparison.Ordinal), shown, StringComparison.Ordinal));
                }
            }
        }
    }

    [Fact]
    public void Facts_about_a_job_fit_and_lose_nothing_whatever_they_are()
    {
        foreach (var job in OddJobs.Append(OneJob))
        {
            var whole = WithoutBlanks(string.Concat(Tables.Details(job, Translation.None, null)));
            for (var width = 40; width <= 200; width++)
            {
                var lines = Tables.Details(job, Translation.None, width);

                Assert.All(lines, line => Assert.InRange(TableText.Cells(line), 0, width));
                Assert.Equal(whole, WithoutBlanks(string.Concat(lines)));
            }
        }
    }

    [Fact]
    public void Facts_for_a_pipe_are_as_wide_as_they_are_and_keep_their_columns() =>
        Assert.Equal(
            ["job         photos", "exit code   0", "a longer    a"],
            TableText.Facts([("job", "photos"), ("exit code", "0"), ("a longer  ", "a")], null));

    [Fact]
    public void Columns_go_in_their_order_and_come_back_in_none_other()
    {
        var before = new HashSet<string>();
        for (var width = 60; width <= 400; width++)
        {
            var header = string.Concat(Tables.Jobs(AllJobs, Translation.None).In(width).Header);
            var titles = header.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

            Assert.Superset(before, titles);
            before = titles;
        }

        Assert.Equal(9, before.Count);
    }

    [Fact]
    public void Rows_for_which_there_is_no_room_are_counted()
    {
        var jobs = Enumerable.Range(0, 20).Select(i => FakeJobService.Report($"job-{i:00}"));
        var table = Tables.Jobs(jobs, Translation.None).In(200);

        var few = table.Lines(10, hidden => $"and {hidden} more");

        Assert.Equal(10, few.Count);
        Assert.Equal("and 12 more", few[^1]);
        Assert.Equal("and 992 more", table.Lines(10, hidden => $"and {hidden} more", 980)[^1]);
        Assert.Equal("and 980 more", table.Lines(100, hidden => $"and {hidden} more", 980)[^1]);
        Assert.Equal(21, table.Lines(21, hidden => $"and {hidden} more").Count);
    }

    [Fact]
    public void Of_what_comes_last_as_the_latest_the_first_rows_are_hidden()
    {
        var table = Tables.Commands(Enumerable.Range(0, 20).Select(i => Command($"c{i:00}", "j", ExitCode.Done, "")), Translation.None).In(200);

        var few = table.LastLines(10, hidden => $"{hidden} earlier");

        Assert.Equal((10, "12 earlier"), (few.Count, few[1]));
        Assert.Contains("c12", few[2], StringComparison.Ordinal);
        Assert.Contains("c19", few[^1], StringComparison.Ordinal);
        Assert.Equal(table.Lines(null, _ => ""), table.LastLines(21, hidden => $"{hidden} earlier"));
    }

    [Fact]
    public void Counts_of_a_pass_stay_at_any_width_and_examples_fit_below_them()
    {
        var shell = ShellOf(TextWriter.Null, 200);
        for (var width = 42; width <= 200; width++)
        {
            var lines = PreflightText.Pass(Found.Pass!, shell, width);

            Assert.All(lines, line => Assert.InRange(TableText.Cells(line), 0, width));
            Assert.Contains(lines, line => line.StartsWith("sends ", StringComparison.Ordinal) && line.Contains("1,234,000", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.StartsWith("    '2019/08", StringComparison.Ordinal) && line.EndsWith("first.jpg'", StringComparison.Ordinal));
            Assert.Contains("    'short'", lines);
        }

        var piped = PreflightText.Pass(Found.Pass!, shell, null);
        Assert.Equal(Found.Pass!.Count + 1, piped.Count);
        Assert.EndsWith("'short'", piped[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_preflight_and_explain_are_wrapped_and_lose_nothing()
    {
        foreach (var width in Widths)
        {
            var found = await WrittenAsync(width, shell => PreflightText.WriteAsync(shell, Found));
            var explained = await WrittenAsync(width, shell => ExplanationText.WriteAsync(shell, Explained));

            Assert.All(
                (found + explained).Split('\n').Where(line => !line.StartsWith("2019/", StringComparison.Ordinal)),
                line => Assert.InRange(TableText.Cells(line), 0, width));
            Assert.Contains(WithoutBlanks("so that nothing there counts as its own and nothing is deleted"), WithoutBlanks(found), StringComparison.Ordinal);
            Assert.Contains(WithoutBlanks("give it the right s3:GetObject, then redo --failed"), WithoutBlanks(explained), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Mails_have_their_rows_at_any_width_and_one_that_waits_says_when_it_is_tried()
    {
        foreach (var width in Widths)
        {
            var shown = WithoutBlanks(await WrittenAsync(width, shell => SetText.WriteAsync(shell, json: false, Mail)));

            Assert.Contains(WithoutBlanks("[OssTransfer] warehouse-2019-archive: 12 failed, 3 differ"), shown, StringComparison.Ordinal);
            Assert.Contains(
                WithoutBlanks($"next try at {Figures.Time(Then.AddHours(1))}; tried 3 times; 503 Service Unavailable"), shown, StringComparison.Ordinal);
        }
    }

    private static string WithoutBlanks(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static PreflightPass Group(string action, long objects, long bytes, params string[] keys) =>
        new() { Action = action, Objects = objects, Bytes = bytes, Examples = [.. keys.Select(key => new PreflightExample { Key = key })] };

    private static Shell ShellOf(TextWriter output, int width) => new()
    {
        Out = output,
        Error = TextWriter.Null,
        Window = () => (width, 50),
        Variable = _ => null,
        Directory = "/",
        ProgramDirectory = "/",
    };

    private static async Task<string> WrittenAsync(int width, Func<Shell, Task> write)
    {
        using var output = new StringWriter();
        await write(ShellOf(output, width));
        return output.ToString();
    }

    private static LoggedCommand Command(string command, string job, ExitCode code, string message) => new()
    {
        At = Then,
        Who = "operator@bastion",
        From = "10.0.0.9",
        Machine = "node-1",
        Command = command,
        JobId = job,
        Code = code,
        Message = message,
    };

    private async Task<string> ShownAsync(string view, int width)
    {
        Window = (width, 50);
        Jobs.Jobs.Clear();
        Jobs.Jobs.AddRange(view == "status, odd" ? OddJobs : AllJobs);
        return (view switch
        {
            "status" or "status, odd" => (await RunAsync("status")).Out,
            "status JOB" => string.Join('\n', Tables.Details(OneJob, Translation.None, width)),
            "status --machine" => string.Join('\n', Tables.Machines(AllMachines, Translation.None).In(width).Lines(null, _ => "")),
            "log" => string.Join('\n', Tables.Commands(AllCommands, Translation.None).In(width).Lines(null, _ => "")),
            "failures" => await FailuresAsync(),
            "preflight --compare" => await WrittenAsync(width, shell => PreflightText.WriteAsync(shell, Found)),
            "status --mail" => await WrittenAsync(width, shell => SetText.WriteAsync(shell, json: false, Mail)),
            "explain" => await WrittenAsync(width, shell => ExplanationText.WriteAsync(shell, Explained)),
            _ => await AddAsync(),
        })
            .Replace(Figures.Time(Then), "2026-01-02 03:04:05 +08:00", StringComparison.Ordinal)
            .Replace(Figures.Time(Then.AddHours(1)), "2026-01-02 04:04:05 +08:00", StringComparison.Ordinal);
    }

    private async Task<string> AddAsync()
    {
        Write("job.cfg", "job-ID: wanted\n");
        Jobs.AfterAdd = OneJob with { JobId = "wanted", State = "failed", ExitCode = ExitCode.Failures, Reason = Failure, InFlight = [] };
        return (await RunAsync("add", "job.cfg", "--wait", "--stats", "5")).Out;
    }

    private async Task<string> FailuresAsync()
    {
        Jobs.Failures.Clear();
        Jobs.Failures.Add(FakeJobService.Failure("a-long-directory/with-another/and a file.txt", "403 Forbidden: the key may not read it"));
        return (await RunAsync("failures", "photos")).Out;
    }
}
