using System.Text;
using OssTransfer.Cli.Tests.Docs;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Commands;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Languages;
using OssTransfer.Contracts.Machines;
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

    public static TheoryData<string> Views => ["status", "status JOB", "status --machine", "log", "add --wait --stats", "failures"];

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
            foreach (var table in (TableText[])[Tables.Jobs(AllJobs, texts), Tables.Machines(AllMachines, texts), Tables.Commands(AllCommands, texts)])
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
        Assert.Equal(21, table.Lines(21, hidden => $"and {hidden} more").Count);
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
        Jobs.Jobs.AddRange(AllJobs);
        return (view switch
        {
            "status" => (await RunAsync("status")).Out,
            "status JOB" => string.Join('\n', Tables.Details(OneJob, Translation.None, width)),
            "status --machine" => string.Join('\n', Tables.Machines(AllMachines, Translation.None).In(width).Lines(null, _ => "")),
            "log" => string.Join('\n', Tables.Commands(AllCommands, Translation.None).In(width).Lines(null, _ => "")),
            "failures" => await FailuresAsync(),
            _ => await AddAsync(),
        }).Replace(Figures.Time(Then), "2026-01-02 03:04:05 +08:00", StringComparison.Ordinal);
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
