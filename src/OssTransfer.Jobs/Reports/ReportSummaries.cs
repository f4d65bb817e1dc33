using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Reports;

/// <summary>A report's numbers, from what <c>status</c> shows.</summary>
public static class ReportSummaries
{
    /// <summary>The summary.</summary>
    /// <param name="job">The job as its status shows it.</param>
    /// <param name="kind">What it does.</param>
    /// <param name="lists">The lists as they were written.</param>
    /// <param name="madeAt">Now.</param>
    public static ReportSummary Of(JobView job, JobKind kind, IReadOnlyList<ReportList> lists, DateTimeOffset madeAt)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new()
        {
            JobId = job.JobId,
            JobType = kind == JobKind.Check ? "check" : "transfer",
            Run = job.Run,
            State = job.State,
            ExitCode = job.ExitCode,
            StartedAt = job.StartedAt,
            FinishedAt = job.FinishedAt,
            MadeAt = madeAt,
            Program = ProgramVersion.Text,
            Sum = new(job.Objects.Listed, job.Objects.Ended),
            Objects = job.Objects,
            Bytes = job.Bytes,
            SentAtLeast = job.SentAtLeast,
            Proofs = job.Proofs,
            SourceUnproven = job.SourceUnproven,
            Check = job.Check,
            NotCarried = job.NotCarried,
            History = job.History,
            Lists = lists,
        };
    }
}
