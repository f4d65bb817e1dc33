using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Languages;

namespace OssTransfer.Cli.Views;

/// <summary>What there is to say of a job, in words.</summary>
internal static class JobText
{
    /// <summary>State and phase: <c>running (transfer)</c>.</summary>
    public static string State(JobView job) => job.Phase is null || job.State != "running" ? job.State : $"{job.State} ({job.Phase})";

    /// <summary>Objects that ended of those known; a <c>+</c> says that the listing goes on.</summary>
    public static string Objects(JobView job)
    {
        var progress = JobProgress.From(job);
        return $"{Figures.Count(progress.Done)}/{Figures.Count(progress.Of)}{(progress.IsFinal || !job.IsActive ? "" : "+")}";
    }

    public static string Bytes(JobView job) => job.Check is { } check && (job.Compares || job.Phase == "check")
        ? $"{Figures.Bytes(check.BytesRead)} read"
        : $"{Figures.Bytes(job.Bytes.Moved)}/{Figures.Bytes(job.Bytes.Listed)}";

    public static string Rate(JobView job) =>
        job.IsActive && (job.ObjectsPerSecond > 0 || job.BytesPerSecond > 0)
            ? $"{Figures.ObjectRate(job.ObjectsPerSecond)}, {Figures.ByteRate(job.BytesPerSecond)}"
            : "";

    public static string Left(JobView job) => job is { IsActive: true, EtaSeconds: { } seconds } ? Figures.Duration(seconds) : "";

    /// <summary>All of it in one line, for outputs that are no terminal.</summary>
    public static string Line(JobView job, Translation texts) => string.Join(", ", new[]
    {
        $"{job.JobId}: run {job.Run} {State(job)}",
        $"{Objects(job)} objects",
        Bytes(job),
        Rate(job),
        Left(job) is { Length: > 0 } left ? left + " left" : "",
        JobNotes.Line(job, texts),
    }.Where(part => part.Length > 0));
}
