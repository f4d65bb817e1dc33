namespace OssTransfer.Jobs.Config.Rates;

/// <summary>A stretch of every day with a limit of its own, by the wall clock.</summary>
/// <param name="From">Its first minute, counted from midnight, 0 to 1439.</param>
/// <param name="To">The minute after its last one, 1 to 1440; smaller than <paramref name="From"/> where it goes over midnight.</param>
/// <param name="PerSecond">Its limit; 0: none.</param>
public sealed record RateWindow(int From, int To, long PerSecond)
{
    /// <summary>Minutes of a day.</summary>
    public const int DayMinutes = 24 * 60;

    /// <summary>Whether a minute of the day lies in it.</summary>
    public bool Contains(int minute) => From < To ? minute >= From && minute < To : minute >= From || minute < To;
}
