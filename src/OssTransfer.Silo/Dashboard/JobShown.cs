using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Dashboard;

/// <summary>What pages say of a job beside its numbers.</summary>
internal static class JobShown
{
    /// <summary>What isn't in order or comes next, in one line.</summary>
    public static string Note(this JobView job, PageContext page)
    {
        var parts = new List<string>();
        void Add(long count, string what)
        {
            if (count > 0)
            {
                parts.Add(page.Of(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}")));
            }
        }

        if (job is not { State: "waiting" or "done" or "failed", ExitCode: ExitCode.Failures, Reason.Length: > 0 })
        {
            // Where the run has ended so, its reason begins with them.
            Add(job.Objects.Failed, "failed");
            Add(job.Objects.Conflict, "in conflict");
            Add(job.Objects.NeedsRestore, "to restore");
            Add(job.Check?.Differences ?? 0, "different");
        }

        if (job.Reason is { Length: > 0 } reason)
        {
            parts.Add(page.Of(reason));
        }

        if (job.NextPassAt is { } next)
        {
            parts.Add(page.Of($"next pass {Figures.Time(next)}"));
        }

        return string.Join("; ", parts);
    }

    /// <summary>How far its run is; null where nobody knows, or there was none.</summary>
    public static double? ShownPercent(this JobView job) => job switch
    {
        { Percent: { } percent } => percent,
        { State: "done" or "waiting", Run: > 0 } => 100,
        _ => null,
    };

    public static long MovedBytes(this JobView job) => job.Bytes.Transferred + (job.Bytes.InFlight ?? 0);
}
