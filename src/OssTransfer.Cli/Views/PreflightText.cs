using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Preflights;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Views;

/// <summary>What <c>preflight</c> found, for people.</summary>
internal static class PreflightText
{
    private const int Examples = 5;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["send"] = "sends",
        ["skip"] = "skips as equal",
        ["conflict"] = "leaves as a conflict",
        ["read"] = "reads to decide",
        ["fail"] = "fails",
        ["delete"] = "deletes",
    };

    public static async Task WriteAsync(Shell shell, PreflightView found)
    {
        var places = TableText.Facts([(shell.Line("from"), shell.Line(found.Source)), (shell.Line("to"), shell.Line(found.Destination))], null);
        await shell.Out.WriteLineAsync(string.Join('\n', places) + "\n");
        var sizes = Tables.Create(shell.Texts, "SIZE", "OBJECTS", "BYTES");
        foreach (var size in found.Sizes)
        {
            Tables.Row(sizes, shell.Line(size.Name), Figures.Count(size.Objects), Figures.Bytes(size.Bytes));
        }

        Tables.Row(sizes, shell.Line("all"), Figures.Count(found.Objects), Figures.Bytes(found.Bytes));
        Tables.Console(shell).Write(sizes);
        var requests = $"{Figures.Count(found.Excluded)} left out by filters; requests, at least: {Figures.Count(found.Requests.Lists)} to list, "
            + $"{Figures.Count(found.Requests.Reads)} to read, {Figures.Count(found.Requests.Writes)} to write";
        await shell.Out.WriteLineAsync("\n" + shell.Line(requests));
        foreach (var estimate in found.Estimates.OrderByDescending(estimate => estimate.Seconds))
        {
            await shell.Out.WriteLineAsync(shell.Line($"  {Duration(estimate.Seconds)} at least at {Rate(estimate)}"));
        }

        if (found.Pass is { } pass)
        {
            await WriteAsync(shell, pass);
        }

        foreach (var problem in found.Problems)
        {
            await WriteAsync(shell, problem);
        }

        foreach (var note in found.Notes)
        {
            await shell.Out.WriteLineAsync("\n" + shell.Line($"note: {note}"));
        }

        await shell.Out.WriteLineAsync("\n" + shell.Line(Verdict(found)));
    }

    private static async Task WriteAsync(Shell shell, IReadOnlyList<PreflightPass> pass)
    {
        await shell.Out.WriteLineAsync();
        var table = Tables.Create(shell.Texts, "THE FIRST PASS", "OBJECTS", "BYTES", "FOR EXAMPLE");
        foreach (var group in pass)
        {
            var examples = string.Join(", ", group.Examples.Take(Examples).Select(example => VisibleText.OfLine(example.Key)));
            Tables.Row(table, shell.Line(Words[group.Action]), Figures.Count(group.Objects), Figures.Bytes(group.Bytes), examples);
        }

        Tables.Console(shell).Write(table);
    }

    private static async Task WriteAsync(Shell shell, PreflightFinding problem)
    {
        var text = $"{(problem.IsFailure ? "problem" : "note")}: {Figures.Count(problem.Count)} x {problem.Problem}: {problem.Message}";
        await shell.Out.WriteLineAsync("\n" + shell.Line(text));
        foreach (var example in problem.Examples.Take(Examples))
        {
            await shell.Out.WriteLineAsync($"  {VisibleText.OfLine(example.Key)}{(example.Detail is { } detail ? $" ({shell.Line(detail)})" : "")}");
        }

        if (problem.Count > Examples && problem.Examples.Count > Examples)
        {
            await shell.Out.WriteLineAsync(shell.Line($"  ... (--json shows the first {Figures.Count(problem.Examples.Count)})"));
        }
    }

    private static string Verdict(PreflightView found) => found switch
    {
        { Complete: false } => $"The source could not be looked at to its end: {found.Reason}",
        _ when found.Problems.Any(problem => problem.IsFailure) || found.Code == Contracts.ExitCode.Failures => "There are problems. Nothing was moved.",
        _ => "Nothing stands in the way. Nothing was moved.",
    };

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
