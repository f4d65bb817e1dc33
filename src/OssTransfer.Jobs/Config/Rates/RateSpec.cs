using OssTransfer.Jobs.Config.Reading;

namespace OssTransfer.Jobs.Config.Rates;

/// <summary>A limit: the same at all times, or by the time of day.</summary>
public sealed record RateSpec
{
    private RateSpec(long perSecond, RateTimetable? timetable)
    {
        PerSecond = perSecond;
        Timetable = timetable;
    }

    /// <summary>How much per second, more than 0; 0 where a timetable says it.</summary>
    public long PerSecond { get; }

    /// <summary>The limits by the time of day; null: it is always the same.</summary>
    public RateTimetable? Timetable { get; }

    /// <summary>The highest that it ever is; null: at some time of the day there is none.</summary>
    public long? Highest => Timetable is null ? PerSecond : Timetable.Highest;

    /// <summary>The same at all times.</summary>
    public static RateSpec Always(long perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        return new(perSecond, null);
    }

    /// <summary>By the time of day.</summary>
    public static RateSpec By(RateTimetable timetable)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        return new(0, timetable);
    }

    /// <summary>Reads bytes per second as <c>job.cfg</c> spells them: <c>20MB/s</c>; 0 for <c>none</c>.</summary>
    public static bool TryReadBandwidth(string text, out long bytesPerSecond)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RateText.TryReadBytes(text, out bytesPerSecond);
    }

    /// <summary>What it is at a moment, and until when.</summary>
    public RateMoment At(DateTimeOffset instant) => Timetable?.At(instant) ?? new(PerSecond, null);
}
