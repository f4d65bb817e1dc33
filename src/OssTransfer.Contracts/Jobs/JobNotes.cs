using OssTransfer.Contracts.Languages;

namespace OssTransfer.Contracts.Jobs;

/// <summary>What isn't in order with a job or comes next, besides its numbers: a few words each, to be translated one by one.</summary>
public static class JobNotes
{
    /// <summary>The notes, what failed first.</summary>
    public static IReadOnlyList<string> Of(JobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var notes = new List<string>();
        if (job is not { State: "waiting" or "done" or "failed", ExitCode: ExitCode.Failures, Reason.Length: > 0 })
        {
            // Where the run has ended so, its reason begins with them.
            Add(notes, job.Objects.Failed, "failed");
            Add(notes, job.Objects.Conflict, "in conflict");
            Add(notes, job.Objects.NeedsRestore, "to restore");
            Add(notes, job.Check?.Differences ?? 0, "different");
        }

        Add(notes, job.Deletes?.Deleted ?? 0, "deleted");
        Add(notes, job.Deletes?.Foreign ?? 0, "vanished but changed by others");
        if (job.Reason is { Length: > 0 } reason)
        {
            notes.Add(reason);
        }

        if (job is { State: "waiting", Run: > 1 })
        {
            notes.Add($"last pass sent {Figures.Count(job.Objects.Transferred)} of {Figures.Count(job.Objects.Listed)}");
        }

        if (job.NextPassAt is { } next)
        {
            notes.Add($"next pass {Figures.Time(next)}");
        }

        return notes;
    }

    /// <summary>All of them in one line, in a language.</summary>
    public static string Line(JobView job, Translation texts) => string.Join("; ", Of(job).Select(texts.Of));

    private static void Add(List<string> notes, long count, string what)
    {
        if (count > 0)
        {
            notes.Add($"{Figures.Count(count)} {what}");
        }
    }
}
