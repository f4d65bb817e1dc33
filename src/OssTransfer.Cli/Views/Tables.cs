using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Languages;
using OssTransfer.Contracts.Settings;
using Spectre.Console;

namespace OssTransfer.Cli.Views;

/// <summary>Jobs and machines as tables. Nothing that a store or user wrote is read as markup, or obeyed by a terminal.</summary>
internal static class Tables
{
    private const int BarCells = 20;

    public static TableText Jobs(IEnumerable<JobView> jobs, Translation texts) => Of(
        texts,
        [new("JOB"), new("STATE"), new("RUN", 1), new("DONE"), new("OBJECTS", 4), new("BYTES", 3), new("SPEED", 2), new("LEFT", 5)],
        jobs.Select(job => new TableRow(
            [
                job.JobId,
                JobText.State(job),
                job.Run.ToString(CultureInfo.InvariantCulture),
                Percent(job),
                JobText.Objects(job),
                JobText.Bytes(job),
                JobText.Rate(job),
                JobText.Left(job),
            ],
            JobNotes.Line(job, texts))));

    public static TableText Machines(IEnumerable<MachineView> machines, Translation texts) => Of(
        texts,
        [
            new("MACHINE"), new("ADDRESS", 4), new("STATE"), new("WORKERS", 7), new("SPEED", 6), new("CPU", 5), new("MEMORY", 3), new("VERSION", 1),
            new("LAST SEEN", 2),
        ],
        machines.Select(machine => new TableRow(
            [
                machine.Name,
                machine.Address,
                machine.Draining ? machine.State + ", draining" : machine.State,
                machine.Alive ? $"{machine.WorkersBusy}/{machine.Workers} busy" : "",
                machine.Alive ? $"{Figures.ObjectRate(machine.ObjectsPerSecond)}, {Figures.ByteRate(machine.BytesPerSecond)}" : "",
                machine.Alive ? string.Create(CultureInfo.InvariantCulture, $"{machine.Cpu * 100:0} %") : "",
                machine.Alive ? Figures.Bytes(machine.MemoryBytes) : "",
                machine.Version,
                machine.LastSeen is { } seen ? Figures.Time(seen) : texts.Of("never"),
            ],
            texts.Of(machine.Note ?? ""))));

    /// <summary>Commands, a line each.</summary>
    public static TableText Commands(IEnumerable<LoggedCommand> commands, Translation texts) => Of(
        texts,
        [new("TIME"), new("WHO", 3), new("FROM", 1), new("MACHINE", 2), new("COMMAND"), new("JOB", 4), new("CODE")],
        commands.Select(command => new TableRow(
            [
                Figures.Time(command.At),
                command.Who,
                command.From,
                command.Machine,
                command.Command,
                command.JobId ?? "",
                command.Code.ToString("D"),
            ],
            texts.Of(command.Message))));

    /// <summary>Mails and messages, those that wait with the time of their next try.</summary>
    public static TableText Messages(IEnumerable<MessageView> messages, Translation texts) => Of(
        texts,
        [new("TIME"), new("BY", 1), new("STATE"), new("WHAT")],
        messages.Select(message => new TableRow(
            [
                Figures.Time(message.State == "waiting" ? message.At : message.When ?? message.At),
                message.Channel,
                texts.Of(message.State),
                message.Subject,
            ],
            string.Join("; ", NotesOf(message).Select(texts.Of)))));

    /// <summary>One job, a line a fact.</summary>
    /// <param name="job">The job.</param>
    /// <param name="texts">In which language.</param>
    /// <param name="width">Cells of a line; null: enough.</param>
    public static IReadOnlyList<string> Details(JobView job, Translation texts, int? width)
    {
        var facts = new List<(string, string)>();
        void Fact(string name, string value)
        {
            if (value.Length > 0)
            {
                facts.Add((texts.Of(name), value));
            }
        }

        Fact("job", job.JobId);
        Fact("state", JobText.State(job));
        Fact("reason", texts.Of(job.Reason ?? ""));
        Fact("run", job.Run.ToString(CultureInfo.InvariantCulture));
        Fact("exit code", job.ExitCode?.ToString("D") ?? "");
        Fact("progress", $"{Bar(job)} {Percent(job)}".Trim());
        Fact("objects", texts.Of(Objects(job)));
        Fact(
            "bytes",
            texts.Of(
                $"{Figures.Bytes(job.Bytes.Transferred)} of {Figures.Bytes(job.Bytes.Listed)} transferred, "
                + (job.Bytes.InFlight > 0 ? $"{Figures.Bytes(job.Bytes.InFlight.Value)} in flight, " : "")
                + $"{AtLeast(job)}{Figures.Bytes(job.Bytes.Sent)} sent"));
        foreach (var phase in job.IsActive ? job.Phases.Where(phase => phase.State == "running") : [])
        {
            Fact("phase", texts.Of(Phase(phase)));
        }

        Fact(
            "copied inside",
            job.Objects.CopiedInside > 0 ? $"{AtLeast(job)}{Figures.Count(job.Objects.CopiedInside)} objects, {Figures.Bytes(job.Bytes.CopiedInside)}" : "");
        Fact("speed", JobText.Rate(job));
        Fact("time left", JobText.Left(job));
        foreach (var flight in job.InFlight)
        {
            Fact("in flight", Flight(flight));
        }

        Fact("limited by", texts.Of(job.Bottleneck?.Text ?? ""));
        foreach (var group in job.Failures)
        {
            Fact("failed", $"{Figures.Count(group.Count)} {group.Reason}: {texts.Of(group.Title)}{(group.Key is { } key ? $" ({key})" : "")}");
        }

        Fact("proofs", Proofs(job));
        Fact(
            "check",
            job.Check is { } check ? texts.Of(Check(check)) : "");
        Fact("deletes", job.Deletes is { } deletes ? texts.Of(Deletes(deletes)) : "");
        Fact("not carried", texts.Of(NotCarried(job.NotCarried)));
        Fact("started", job.StartedAt is { } started ? Figures.Time(started) : "");
        Fact("finished", job.FinishedAt is { } finished ? Figures.Time(finished) : "");
        Fact("next pass", job.NextPassAt is { } next ? Figures.Time(next) : "");
        Fact("state size", job.StateBytes > 0 ? Figures.Bytes(job.StateBytes) : "");
        foreach (var run in job.History.Reverse())
        {
            Fact($"run {run.Run.ToString(CultureInfo.InvariantCulture)}", texts.Of(History(run)));
        }

        return TableText.Facts(facts, width);
    }

    private static string Phase(PhaseView phase) => string.Join(", ", new[]
    {
        phase.Name,
        phase.Percent is { } percent ? Figures.Percent(percent) : "",
        phase.ObjectsOf is { } of ? $"{Figures.Count(phase.Objects)} of {Figures.Count(of)} objects"
            : phase.Objects > 0 ? $"{Figures.Count(phase.Objects)} objects so far" : "",
    }.Where(part => part.Length > 0));

    private static string Flight(FlightView flight) =>
        $"{flight.Key}: {Figures.Bytes(flight.Moved)} of {(flight.Size is { } size ? Figures.Bytes(size) : "?")}, {Figures.ByteRate(flight.BytesPerSecond)}, "
        + $"for {Figures.Duration(flight.Seconds)}";

    private static string Check(CheckNumbers check) => string.Join(", ", new[]
    {
        $"{Figures.Count(check.Checked)} of {Figures.Count(check.Objects)} checked",
        check is { Missing: { } missing, Different: { } different, Unreadable: { } unreadable }
            ? $"{Figures.Count(missing)} missing, {Figures.Count(different)} different, {Figures.Count(unreadable)} could not be compared"
            : $"{Figures.Count(check.Differences)} different",
        check.Extra is { } extra ? $"{Figures.Count(extra)} only at the destination" : "",
        $"{Figures.Bytes(check.BytesRead)} read",
    }.Where(part => part.Length > 0));

    private static string Deletes(DeleteNumbers deletes)
    {
        (long Count, string What)[] ended =
        [
            (deletes.Deleted, "deleted"),
            (deletes.Absent, "were gone already"),
            (deletes.Foreign, "changed by others and left"),
            (deletes.Returned, "came back and left"),
            (deletes.Failed, "failed"),
        ];
        return string.Join(
            ", ",
            ended.Where(part => part.Count > 0).Select(part => $"{Figures.Count(part.Count)} {part.What}")
                .Prepend($"{Figures.Count(deletes.Found)} vanished ({Figures.Bytes(deletes.Bytes)})"));
    }

    private static string History(RunView run) => string.Join(", ", new[]
    {
        run.ExitCode is { } code ? $"exit code {code:D}" : "cut off",
        run.FinishedAt is { } finished ? $"finished {Figures.Time(finished)}" : $"started {Figures.Time(run.StartedAt)}",
        $"{Figures.Count(run.Listed)} listed",
        $"{Figures.Count(run.Transferred)} transferred ({Figures.Bytes(run.BytesTransferred)})",
        $"{Figures.Count(run.Skipped)} skipped",
        $"{Figures.Count(run.Failed)} failed",
        run.Deleted > 0 ? $"{Figures.Count(run.Deleted)} deleted" : "",
    }.Where(part => part.Length > 0));

    /// <summary>Writes a table as wide as the terminal lets it be.</summary>
    public static void Write(Shell shell, TableText table)
    {
        foreach (var line in table.In(shell.Window()?.Columns).Lines(null, _ => ""))
        {
            shell.Out.WriteLine(line);
        }
    }

    public static IAnsiConsole Console(Shell shell)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(shell.Screen),
            Ansi = shell.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = shell.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!shell.IsTerminal)
        {
            // One row is one line, for grep and awk.
            console.Profile.Width = short.MaxValue;
        }

        return console;
    }

    private static IEnumerable<string> NotesOf(MessageView message)
    {
        if (message is { State: "waiting", When: { } next })
        {
            yield return $"next try at {Figures.Time(next)}";
        }

        if (message is { State: "waiting", Attempts: > 0 })
        {
            yield return $"tried {Figures.Count(message.Attempts)} times";
        }

        if (message.Words is { } words)
        {
            yield return words;
        }
    }

    private static TableText Of(Translation texts, IEnumerable<Column> columns, IEnumerable<TableRow> rows) =>
        new([.. columns.Select(column => column with { Title = texts.Of(column.Title) })], texts.Of("NOTE"), [.. rows]);

    private static string Percent(JobView job) =>
        JobProgress.From(job).Fraction is { } done ? Figures.Percent(Math.Floor(done * 1000) / 10) : "";

    private static string Bar(JobView job)
    {
        if (JobProgress.From(job).Fraction is not { } done)
        {
            return "";
        }

        var full = (int)(done * BarCells);
        return new string('█', full) + new string('░', BarCells - full);
    }

    private static string Objects(JobView job)
    {
        var o = job.Objects;
        (long Count, string Name)[] all =
        [
            (o.Transferred, "transferred"), (o.Skipped, "skipped"), (o.Excluded, "excluded"), (o.Gone, "gone"),
            (o.NeedsRestore, "to restore"), (o.Conflict, "in conflict"), (o.Failed, "failed"),
        ];
        var parts = all.Where(p => p.Count > 0 || p.Name == "transferred").Select(p => $"{Figures.Count(p.Count)} {p.Name}");
        return $"{Figures.Count(o.Listed)} {(job.ListingComplete ? "listed" : "listed so far")}: {string.Join(", ", parts)}";
    }

    private static string NotCarried(NotCarriedNumbers left)
    {
        (long Count, string Name)[] all =
        [
            (left.SpecialFiles, "special files"), (left.DirectoryLinks, "links to directories"), (left.FileLinks, "links to files"),
            (left.EmptyDirectories, "empty directories"), (left.HardLinks, "hard links (copied)"), (left.Metadata, "objects without all of their metadata"),
        ];
        return string.Join(", ", all.Where(part => part.Count > 0).Select(part => $"{Figures.Count(part.Count)} {part.Name}"));
    }

    private static string AtLeast(JobView job) => job.SentAtLeast ? "at least " : "";

    private static string Proofs(JobView job) =>
        string.Join(
            ", ",
            job.Proofs.Select(p => $"{p.Key} {Figures.Count(p.Value)}")
                .Concat(job.SourceUnproven > 0 ? [$"source unproven {Figures.Count(job.SourceUnproven)}"] : []));
}
