using OssTransfer.Cli.Client;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Waiting;

/// <summary>Watches one pass to its end and says how it ended.</summary>
internal static class PassView
{
    /// <param name="client">Answers for the job.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="again">What goes on with a pass that takes no commands; null where a silo has the job, which says so itself.</param>
    /// <param name="json">Prints the job instead.</param>
    /// <param name="shell">Where to.</param>
    /// <param name="stats">How it is shown on the way; null: as usual.</param>
    /// <param name="cancellationToken">Stops watching.</param>
    public static async Task<ExitCode> FollowAsync(
        IJobClient client, string jobId, string? again, bool json, Shell shell, StatsOptions? stats, CancellationToken cancellationToken)
    {
        var job = await new JobFollower(client, shell, stats).FollowAsync(jobId, quiet: json, cancellationToken);
        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, job, ContractsJson.Default.JobView);
        }
        else
        {
            await shell.Out.WriteLineAsync(string.Join(' ', Describe(job, again).Select(shell.Line)));
        }

        return JobEnd.Of(job);
    }

    /// <summary>Sentence by sentence.</summary>
    private static IEnumerable<string> Describe(JobView job, string? again)
    {
        if (job.State == "paused")
        {
            // A pause by the silo says itself how to go on; only one by the user needs this.
            var on = again ?? (job.ExitCode is null ? $"{Advice.Of("continue", job.JobId)} goes on." : null);
            return Sentences($"The job '{job.JobId}' is paused: {job.Reason?.TrimEnd('.')}.", on);
        }

        var next = job.NextPassAt is { } at
            ? $"The next pass starts at {Figures.Time(at)}; {Advice.Of("finish", job.JobId)} ends the job."
            : "No other pass follows.";
        var how = JobEnd.Of(job) switch
        {
            ExitCode.Done when job.Check is { Extra: var extra, Missing: not null } =>
                $"The pass {job.Run} of '{job.JobId}' is done: {Figures.Count(job.Objects.Skipped)} objects are the same on both sides, {Extra(extra)}.",
            ExitCode.Done =>
                $"The pass {job.Run} of '{job.JobId}' is done, everything is proven: {Figures.Count(job.Objects.Transferred)} objects, {Figures.Bytes(job.Bytes.Transferred)} transferred, {Figures.Count(job.Objects.Skipped)} found equal.",
            ExitCode.Failures =>
                $"The pass {job.Run} of '{job.JobId}' ended: {job.Reason?.TrimEnd('.') ?? $"{Figures.Count(job.Flaws)} objects failed or differ"}.",
            _ => $"The pass {job.Run} of '{job.JobId}' is incomplete ({job.State}){Reason(job)}.",
        };
        return Sentences(how, JobEnd.Of(job) == ExitCode.Done ? null : again, next);
    }

    private static IEnumerable<string> Sentences(params string?[] sentences) => sentences.OfType<string>();

    private static string Extra(long? extra) =>
        extra is { } count ? $"{Figures.Count(count)} are only at the destination" : "what only the destination has was not looked for";

    private static string Reason(JobView job) => job.Reason is { Length: > 0 } reason ? $": {reason.TrimEnd('.')}" : "";
}
