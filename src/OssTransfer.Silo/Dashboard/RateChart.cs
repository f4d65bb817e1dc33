using System.Globalization;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Dashboard;

/// <summary>The curve of a job's rates, as paths of an SVG of <see cref="Width"/> by <see cref="Height"/>.</summary>
internal sealed class RateChart(RateHistoryView rates)
{
    public const int Width = 1000;
    public const int Height = 100;

    // So that the highest point's line isn't cut.
    private const int Head = 4;

    public long Highest { get; } = rates.BytesPerSecond.Max();

    /// <summary>How far it reaches back.</summary>
    public long Seconds { get; } = rates.StepSeconds * rates.BytesPerSecond.Count;

    public string Curve { get; } = "M" + string.Join('L', PointsOf(rates.BytesPerSecond));

    public string Area => $"{Curve}L{Width} {Height}L0 {Height}Z";

    /// <summary>Null: there is no curve of a single point.</summary>
    public static RateChart? Of(RateHistoryView? rates) => rates is { BytesPerSecond.Count: > 1 } ? new(rates) : null;

    private static IEnumerable<string> PointsOf(IReadOnlyList<long> values)
    {
        var highest = Math.Max(1, values.Max());
        return values.Select((value, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(double)Width * i / (values.Count - 1):0.#} {Height - ((double)value / highest * (Height - Head)):0.#}"));
    }
}
