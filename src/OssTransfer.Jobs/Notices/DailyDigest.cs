using System.Collections.Immutable;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Notices;

/// <summary>The daily notice on jobs whose passes go on, so that silence doesn't have to be trusted. Pure.</summary>
public static class DailyDigest
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The digest; null: no job has passes.</summary>
    /// <param name="id">As the outbox names it.</param>
    /// <param name="jobs">All jobs.</param>
    /// <param name="language">The language of its text.</param>
    /// <param name="now">The end of the day.</param>
    public static Notice? Of(string id, IReadOnlyList<JobView> jobs, NoticeLanguage language, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ImmutableArray<Notice> items = [.. jobs.Where(HasPasses).Select(job => Of(job, language, now))];
        return items.IsEmpty ? null : new() { Id = id, Cause = NoticeCause.Daily, At = now, Language = language, Count = items.Length, Items = items };
    }

    private static bool HasPasses(JobView job) => job.NextPassAt is not null || (job.History.Count > 0 && job.State is "ready" or "running" or "waiting");

    private static Notice Of(JobView job, NoticeLanguage language, DateTimeOffset now)
    {
        RunView[] last = job is { FinishedAt: { } end, StartedAt: { } start } && now - end < Day
            ?
            [
                new()
                {
                    Run = job.Run,
                    StartedAt = start,
                    FinishedAt = end,
                    Listed = job.Objects.Listed,
                    Transferred = job.Objects.Transferred,
                    Skipped = job.Objects.Skipped,
                    Failed = job.Flaws,
                    BytesTransferred = job.Bytes.Transferred,
                },
            ]
            : [];
        RunView[] runs = [.. job.History.Where(run => run.FinishedAt is { } finished && now - finished < Day), .. last];
        return new()
        {
            Id = job.JobId,
            Cause = NoticeCause.Daily,
            At = now,
            Language = language,
            JobId = job.JobId,
            State = job.State,
            Reason = job.Reason,
            Run = runs.Length,
            Numbers = runs.Length == 0 ? null : new()
            {
                Listed = runs[^1].Listed,
                Transferred = runs.Sum(run => run.Transferred),
                Failed = runs[^1].Failed,
                BytesTransferred = runs.Sum(run => run.BytesTransferred),
                Missing = job.Check?.Missing,
                Different = job.Check?.Different,
                Unreadable = job.Check?.Unreadable,
                Extra = job.Check?.Extra,
            },
            NextPassAt = job.NextPassAt,
        };
    }
}
