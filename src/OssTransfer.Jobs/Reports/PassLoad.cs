using System.Globalization;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Reports;

/// <summary>What passes cost that follow each other faster than they can list.</summary>
public static class PassLoad
{
    // Entries of a page, as stores give them.
    private const int PageEntries = 1_000;

    /// <summary>A warning where the last pass listed for longer than the job waits between two; null: it didn't, or that is unknown.</summary>
    /// <param name="state">The job.</param>
    /// <param name="spec">Its configuration.</param>
    public static string? Warning(JobState state, JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(spec);
        if (!spec.Sync.IsIncremental || state is not { OnePass: false, Run: { ExitCode: not null, IsPartial: false, List.DoneAt: { } done } run }
            || done - run.StartedAt is var took && took <= spec.Sync.Interval)
        {
            return null;
        }

        var sides = (spec.Source.Cloud is null ? 0 : 1) + (spec.Destination.Cloud is null ? 0 : 1);
        var pages = (run.List.Counts.Objects + PageEntries - 1) / PageEntries;
        var requests = (long)(sides * pages * (TimeSpan.FromDays(1) / (took + spec.Sync.Interval)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"listing takes {Seconds(took)} s, longer than the {Seconds(spec.Sync.Interval)} s between two passes: "
            + $"that is about {requests} requests a day only to list; a longer sync-increment-interval makes it fewer");
    }

    private static string Seconds(TimeSpan time) => Math.Round(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
}
