namespace OssTransfer.Transfer.Guard;

/// <summary>How large a part of the time work may go on, so that the process uses no more processor time than it may. Pure.</summary>
public static class CpuPace
{
    private const double Least = 0.02;
    private const double Calmest = 1.25;
    private const double Sharpest = 0.5;

    /// <summary>The part for the next while: what was used grows and shrinks with it, and neither at once nor exactly, so it follows in bounded steps.</summary>
    /// <param name="part">The part so far, up to 1.</param>
    /// <param name="used">Processors that were used meanwhile.</param>
    /// <param name="allowed">Processors that may be used.</param>
    public static double Next(double part, double used, double allowed) =>
        Math.Clamp(part * Math.Clamp(allowed / Math.Max(used, allowed / 1000), Sharpest, Calmest), Least, 1);
}
