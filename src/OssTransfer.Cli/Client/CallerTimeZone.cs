using OssTransfer.Jobs.Config;

namespace OssTransfer.Cli.Client;

/// <summary>The zone that the user's times are meant in, by a name that every machine knows.</summary>
internal static class CallerTimeZone
{
    /// <summary>What a <c>job.cfg</c> that is read here means; names that are made up for it are never used.</summary>
    public static JobConfigContext Context(TimeProvider time) => new(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Find(time)), 0);

    /// <summary>The IANA name; where this machine has none (a plain <c>/etc/localtime</c>), the fixed zone of its present offset.</summary>
    public static string Find(TimeProvider time)
    {
        var zone = time.LocalTimeZone;
        if (zone.HasIanaId && TimeZoneInfo.TryFindSystemTimeZoneById(zone.Id, out _))
        {
            return zone.Id;
        }

        // POSIX names count westwards: Etc/GMT-8 is eight hours ahead of UTC.
        var hours = (int)zone.GetUtcOffset(time.GetUtcNow()).TotalHours;
        return hours switch { 0 => "Etc/UTC", > 0 => $"Etc/GMT-{hours}", _ => $"Etc/GMT+{-hours}" };
    }
}
