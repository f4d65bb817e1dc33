using System.Globalization;
using OssTransfer.Contracts.Preflights;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Views;

/// <summary>What <c>preflight</c> found, for people.</summary>
internal static class PreflightText
{
    private const int Examples = 5;

    public static async Task WriteAsync(Shell shell, PreflightView found)
    {
        await shell.Out.WriteLineAsync($"from {VisibleText.OfLine(found.Source)}\nto   {VisibleText.OfLine(found.Destination)}\n");
        var sizes = Tables.Create("SIZE", "OBJECTS", "BYTES");
        foreach (var size in found.Sizes)
        {
            Tables.Row(sizes, size.Name, Figures.Count(size.Objects), Figures.Bytes(size.Bytes));
        }

        Tables.Row(sizes, "all", Figures.Count(found.Objects), Figures.Bytes(found.Bytes));
        Tables.Console(shell).Write(sizes);
        await shell.Out.WriteLineAsync(
            $"\n{Figures.Count(found.Excluded)} left out by filters; requests, at least: {Figures.Count(found.Requests.Lists)} to list, "
            + $"{Figures.Count(found.Requests.Reads)} to read, {Figures.Count(found.Requests.Writes)} to write");
        foreach (var estimate in found.Estimates.OrderByDescending(estimate => estimate.Seconds))
        {
            await shell.Out.WriteLineAsync($"  {Duration(estimate.Seconds)} at least at {Rate(estimate)}");
        }

        foreach (var problem in found.Problems)
        {
            await WriteAsync(shell, problem);
        }

        foreach (var note in found.Notes)
        {
            await shell.Out.WriteLineAsync("\nnote: " + VisibleText.OfLine(shell.Advice.In(note)));
        }

        await shell.Out.WriteLineAsync("\n" + Verdict(found));
    }

    private static async Task WriteAsync(Shell shell, PreflightFinding problem)
    {
        var message = VisibleText.OfLine(shell.Advice.In(problem.Message));
        await shell.Out.WriteLineAsync($"\n{(problem.IsFailure ? "problem" : "note")}: {Figures.Count(problem.Count)} x {problem.Problem}: {message}");
        foreach (var example in problem.Examples.Take(Examples))
        {
            await shell.Out.WriteLineAsync($"  {VisibleText.OfLine(example.Key)}{(example.Detail is { } detail ? $" ({VisibleText.OfLine(detail)})" : "")}");
        }

        if (problem.Count > Examples && problem.Examples.Count > Examples)
        {
            await shell.Out.WriteLineAsync($"  ... (--json shows the first {Figures.Count(problem.Examples.Count)})");
        }
    }

    private static string Verdict(PreflightView found) => found switch
    {
        { Complete: false } => $"The source could not be looked at to its end: {VisibleText.OfLine(found.Reason ?? "")}",
        _ when found.Problems.Any(problem => problem.IsFailure) => "There are problems. Nothing was moved.",
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
