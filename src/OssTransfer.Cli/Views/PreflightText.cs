using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Preflights;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Views;

/// <summary>What <c>preflight</c> found, for people.</summary>
internal static class PreflightText
{
    private const int Examples = 5;
    private const string ExampleIndent = "    ";
    private static readonly string[] SizeTitles = ["SIZE", "OBJECTS", "BYTES"];
    private static readonly string[] PassTitles = ["THE FIRST PASS", "OBJECTS", "BYTES"];

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["send"] = "sends",
        ["skip"] = "skips as equal",
        ["conflict"] = "leaves as a conflict",
        ["read"] = "reads to decide",
        ["fail"] = "fails",
        ["delete"] = "deletes",
        ["equal"] = "finds equal",
        ["missing"] = "finds missing",
        ["different"] = "finds different",
        ["unreadable"] = "can't compare",
        ["extra"] = "finds only at the destination",
    };

    public static async Task WriteAsync(Shell shell, PreflightView found)
    {
        var width = shell.Window()?.Columns;
        var places = TableText.Facts([(shell.Line("from"), shell.Line(found.Source)), (shell.Line("to"), shell.Line(found.Destination))], width);
        await shell.Out.WriteLineAsync(string.Join('\n', places) + "\n");
        Tables.Write(shell, new(
            [.. SizeTitles.Select(title => new Column(shell.Texts.Of(title)))],
            "",
            [.. found.Sizes.Append(new("all", found.Objects, found.Bytes))
                .Select(size => new TableRow([shell.Line(size.Name), Figures.Count(size.Objects), Figures.Bytes(size.Bytes)], ""))]));
        await shell.Out.WriteLineAsync();
        await Paragraph.WriteAsync(shell, shell.Line(Requests(found)));
        foreach (var estimate in found.Estimates.OrderByDescending(estimate => estimate.Seconds))
        {
            await Paragraph.WriteAsync(shell, shell.Line($"  {Duration(estimate.Seconds)} at least at {Rate(estimate)}"));
        }

        if (found.Pass is { } pass)
        {
            await shell.Out.WriteLineAsync();
            foreach (var line in Pass(pass, shell, width))
            {
                await shell.Out.WriteLineAsync(line);
            }
        }

        foreach (var problem in found.Problems)
        {
            await WriteAsync(shell, problem);
        }

        foreach (var text in found.Notes.Select(note => $"note: {note}").Append(Verdict(found)))
        {
            await shell.Out.WriteLineAsync();
            await Paragraph.WriteAsync(shell, shell.Line(text));
        }
    }

    /// <summary>
    /// What the first pass does. Examples take no room from the counts: on a terminal they stand below their row, one a line, cut in the middle where they must
    /// be; elsewhere a row is one line.
    /// </summary>
    internal static IReadOnlyList<string> Pass(IReadOnlyList<PreflightPass> pass, Shell shell, int? width)
    {
        var room = width - ExampleIndent.Length - 2;
        var examples = pass.Select(group => group.Examples.Take(Examples)
            .Select(example => $"'{Paragraph.Shortened(VisibleText.OfLine(example.Key), room)}'").ToList()).ToList();
        var table = new TableText(
            [.. PassTitles.Select(title => new Column(shell.Texts.Of(title)))],
            width is null ? shell.Texts.Of("FOR EXAMPLE") : "",
            [.. pass.Zip(examples, (group, some) => new TableRow(
                [shell.Line(Words.GetValueOrDefault(group.Action, group.Action)), Figures.Count(group.Objects), Figures.Bytes(group.Bytes)],
                width is null ? string.Join(", ", some) : ""))]);
        var lines = table.In(width);
        return
        [
            .. lines.Header,
            .. lines.Rows.SelectMany((row, at) => width is null ? row : row.Concat(examples[at].Select(example => ExampleIndent + example))),
        ];
    }

    private static async Task WriteAsync(Shell shell, PreflightFinding problem)
    {
        var text = $"{(problem.IsFailure ? "problem" : "note")}: {Figures.Count(problem.Count)} x {problem.Problem}: {problem.Message}";
        await shell.Out.WriteLineAsync();
        await Paragraph.WriteAsync(shell, shell.Line(text));
        foreach (var example in problem.Examples.Take(Examples))
        {
            await Paragraph.WriteAsync(
                shell, $"  {VisibleText.OfLine(example.Key)}{(example.Detail is { } detail ? $" ({shell.Line(detail)})" : "")}");
        }

        if (problem.Count > Examples && problem.Examples.Count > Examples)
        {
            await Paragraph.WriteAsync(shell, shell.Line($"  ... (--json shows the first {Figures.Count(problem.Examples.Count)})"));
        }
    }

    private static string Requests(PreflightView found)
    {
        var (excluded, lists, reads) = (Figures.Count(found.Excluded), Figures.Count(found.Requests.Lists), Figures.Count(found.Requests.Reads));
        return found.IsCheck
            ? $"{excluded} left out by filters; requests, at least: {lists} to list, {reads} to read; nothing is written"
            : $"{excluded} left out by filters; requests, at least: {lists} to list, {reads} to read, {Figures.Count(found.Requests.Writes)} to write";
    }

    private static string Verdict(PreflightView found) => found switch
    {
        { Complete: false } => $"The source could not be looked at to its end: {found.Reason}",
        { IsCheck: true } when HasFlaws(found) => "There are differences or problems. The job writes nothing.",
        { IsCheck: true } => "Nothing stands in the way. The job writes nothing.",
        _ when HasFlaws(found) => "There are problems. Nothing was moved.",
        _ => "Nothing stands in the way. Nothing was moved.",
    };

    private static bool HasFlaws(PreflightView found) =>
        found.Problems.Any(problem => problem.IsFailure) || found.Code == Contracts.ExitCode.Failures;

    private static string Rate(PreflightEstimate estimate) => estimate.Limit switch
    {
        "destination-writes" => $"the {Number(estimate.PerSecond)} PUTs per second that the destination takes",
        "destination-bandwidth" => $"the {Figures.ByteRate(estimate.PerSecond)} that the destination takes",
        "max-bandwidth" => $"max-bandwidth ({Figures.ByteRate(estimate.PerSecond)})",
        _ => $"max-requests ({Number(estimate.PerSecond)}/s)",
    };

    private static string Duration(double seconds) => seconds < 1 ? "under a second" : Figures.Duration((long)Math.Ceiling(seconds));

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
