using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Probes;

namespace OssTransfer.Cli.Views;

/// <summary>What <c>probe</c> found out, for people.</summary>
internal static class ProbeText
{
    private const int StateColumn = 6;
    private const int NameColumn = 32;

    /// <summary>A request, when it has ended.</summary>
    public static void Write(Shell shell, ProbeStep step)
    {
        var state = TableText.Padded(shell.Line(step.Ok ? "ok" : "FAILED"), StateColumn);
        var name = TableText.Padded(shell.Line(step.Name), NameColumn);
        shell.Out.WriteLine($"  {state} {name} {shell.Line(step.Detail)} ({step.Milliseconds} ms)");
    }

    // Answers name whole seconds, and take time to arrive.
    private const double ClockAccuracySeconds = 2;

    private static string? Clock(double? offset) => offset switch
    {
        null => null,
        > -ClockAccuracySeconds and < ClockAccuracySeconds => "as this machine's, as far as answers show (whole seconds)",
        _ => string.Create(CultureInfo.InvariantCulture, $"{offset:+0;-0;0} s against this machine's"),
    };

    /// <summary>What follows from all of them.</summary>
    public static async Task WriteAsync(Shell shell, ProbeView found)
    {
        var limits = found.Limits;
        await shell.Out.WriteLineAsync();
        (string Name, string? Value)[] facts =
        [
            ("place", found.Place),
            ("clock", Clock(found.ClockOffsetSeconds)),
            ("key order", found.KeyOrder),
            ("ETag", found.ETag),
            ("proof, one PUT", found.PutProof),
            ("proof, parts", found.PartsProof),
            ("keys", $"up to {Figures.Count(limits.KeyBytes)} bytes"),
            ("objects", $"up to {Figures.Bytes(limits.ObjectBytes)}, {Figures.Bytes(limits.PutBytes)} in one PUT"),
            ("parts",
                limits.Multipart ? $"{Figures.Bytes(limits.MinPartBytes)} to {Figures.Bytes(limits.MaxPartBytes)}, up to {Figures.Count(limits.Parts)}" : null),
            ("user metadata", limits.UserMetadataBytes == 0 ? "none is kept" : $"up to {Figures.Count(limits.UserMetadataBytes)} bytes"),
            ("writes", limits.WritesPerSecond is { } writes ? $"{Figures.Count(writes)} PUTs per second" : null),
            ("profile", found.Profile),
        ];
        var lines = TableText.Facts(
            [.. facts.Where(fact => fact.Value is not null).Select(fact => (shell.Line(fact.Name), shell.Line(fact.Value!)))], shell.Window()?.Columns);
        await shell.Out.WriteLineAsync(string.Join('\n', lines));

        foreach (var note in found.Notes)
        {
            await shell.Out.WriteLineAsync(shell.Line($"note: {note}"));
        }
    }
}
