namespace OssTransfer.Transfer.Guard;

/// <summary>How much work per second keeps a process to the processors that it may use. Pure.</summary>
public static class CpuPace
{
    /// <summary>The pace that holds nothing up.</summary>
    public const double Free = 1e9;

    private const double Least = 50;
    private const double Boldest = 1.5;
    private const double Sharpest = 0.5;

    /// <summary>
    /// The pace for the next while: processor time grows and shrinks with it, but neither at once nor exactly, so it follows in bounded steps.
    /// </summary>
    /// <param name="pace">The pace so far, units of work per second.</param>
    /// <param name="work">The work that was done, and whether there was more to do.</param>
    /// <param name="used">Processors that were used meanwhile.</param>
    /// <param name="allowed">Processors that may be used.</param>
    public static double Next(double pace, RateUse work, double used, double allowed)
    {
        // A pace that held nothing up says nothing of what the processor time was used for: what was done does.
        var next = used > allowed ? (work.IsHeldBack ? pace : Math.Min(pace, work.PerSecond)) * Math.Max(Sharpest, allowed / used)
            : work.IsHeldBack ? pace * Math.Min(Boldest, allowed / Math.Max(used, allowed / 10))
            : pace;
        return Math.Clamp(next, Least, Free);
    }
}
