namespace OssTransfer.Jobs.Config.Rates;

/// <summary>
/// Limits by the wall clock of a time zone: what the clock there shows decides, also on days when it is put forward or back.
/// Outside all windows there is no limit.
/// Timetables with the same windows and zone are equal.
/// </summary>
public sealed class RateTimetable : IEquatable<RateTimetable>
{
    // Every day repeats the one before, but for one on which the clock is changed.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(3);
    private readonly RateWindow[] _windows;
    private readonly int[] _borders;

    /// <summary>Windows that don't overlap, in any order, and the IANA name of a zone.</summary>
    public RateTimetable(IEnumerable<RateWindow> windows, string zone)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentException.ThrowIfNullOrEmpty(zone);
        _windows = [.. windows.OrderBy(window => window.From)];
        _borders = [.. _windows.SelectMany(window => new[] { window.From, window.To % RateWindow.DayMinutes }).Distinct().Order()];
        Zone = zone;
    }

    /// <summary>In the order in which they begin.</summary>
    public IReadOnlyList<RateWindow> Windows => _windows;

    /// <summary>The IANA name of the zone.</summary>
    public string Zone { get; }

    /// <summary>The highest limit; null: at some time of the day there is none.</summary>
    public long? Highest
    {
        get
        {
            var limits = _borders.Select(LimitIn).ToArray();
            return limits.Contains(null) ? null : limits.Max();
        }
    }

    /// <summary>
    /// The limit at a moment. On a machine that doesn't know the zone the lowest of all limits holds at all times:
    /// too little for a while can be made up for, too much can't.
    /// </summary>
    public RateMoment At(DateTimeOffset instant) => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone)
        ? At(instant, zone)
        : new(_windows.Where(window => window.PerSecond > 0).Min(window => (long?)window.PerSecond), null);

    /// <inheritdoc/>
    public bool Equals(RateTimetable? other) => other is not null && Zone == other.Zone && _windows.AsSpan().SequenceEqual(other._windows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RateTimetable);

    /// <inheritdoc/>
    public override int GetHashCode() => _windows.Aggregate(Zone.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    internal RateMoment At(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var limit = LimitAt(instant, zone);
        for (var next = NextChange(instant, zone); next - instant <= Horizon; next = NextChange(next, zone))
        {
            if (LimitAt(next, zone) != limit)
            {
                return new(limit, next);
            }
        }

        return new(limit, null);
    }

    private long? LimitAt(DateTimeOffset instant, TimeZoneInfo zone) => LimitIn((int)Local(instant, zone).TotalMinutes);

    private long? LimitIn(int minute) => Array.Find(_windows, window => window.Contains(minute)) is { PerSecond: > 0 and var limit } ? limit : null;

    /// <summary>The next moment at which the clock shows a border, or at which it is put forward or back.</summary>
    private DateTimeOffset NextChange(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = Local(instant, zone);
        var border = _borders.Select(minute => TimeSpan.FromMinutes(minute))
            .FirstOrDefault(at => at > local, TimeSpan.FromMinutes(_borders[0] + RateWindow.DayMinutes));
        var next = instant + (border - local);
        return zone.GetUtcOffset(next) == zone.GetUtcOffset(instant) ? next : ClockChange(instant, next, zone);
    }

    /// <summary>The first whole second with another offset.</summary>
    private static DateTimeOffset ClockChange(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(before);
        var (low, high) = (before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds() + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }

    private static TimeSpan Local(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).TimeOfDay;
}
