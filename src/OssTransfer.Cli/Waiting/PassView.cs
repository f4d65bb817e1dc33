using OssTransfer.Cli.Client;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Waiting;

/// <summary>Watches one pass to its end and says how it ended.</summary>
internal static class PassView
{
    /// <param name="client">Who answers for the job.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="advice">What shows and mends what failed or differs, a sentence.</param>
    /// <param name="json">Prints the job instead.</param>
    /// <param name="shell">Where to.</param>
    /// <param name="cancellationToken">Stops watching.</param>
    public static async Task<ExitCode> FollowAsync(IJobClient client, string jobId, string advice, bool json, Shell shell, CancellationToken cancellationToken)
    {
        var job = await new JobFollower(client, shell).FollowAsync(jobId, quiet: json, cancellationToken);
        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, job, ContractsJson.Default.JobView);
        }
        else
        {
            await shell.Out.WriteLineAsync(Describe(job, advice));
        }

        return JobEnd.Of(job);
    }

    private static string Describe(JobView job, string advice)
    {
        if (job.State == "paused")
        {
            return $"The job '{job.JobId}' is paused: {job.Reason?.TrimEnd('.')}. 'osstransfer continue {job.JobId}' goes on.";
        }

        var next = job.NextPassAt is { } at
            ? $"The next pass starts at {Figures.Time(at)}; 'osstransfer finish {job.JobId}' ends the job."
            : "No other pass follows.";
        var how = JobEnd.Of(job) switch
        {
            ExitCode.Done =>
                $"The pass {job.Run} of '{job.JobId}' is done, everything is proven: {Figures.Count(job.Objects.Transferred)} objects, {Figures.Bytes(job.Bytes.Transferred)} transferred, {Figures.Count(job.Objects.Skipped)} found equal.",
            ExitCode.Failures => $"The pass {job.Run} of '{job.JobId}' ended with {Figures.Count(Bad(job))} objects that failed or differ. {advice}",
            _ => $"The pass {job.Run} of '{job.JobId}' is incomplete ({job.State}). {job.Reason}".TrimEnd(),
        };
        return $"{how} {next}";
    }

    private static long Bad(JobView job) => job.Objects.Failed + job.Objects.Conflict + job.Objects.NeedsRestore + (job.Check?.Differences ?? 0);
}
