using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Reads configurations back that were stored.</summary>
internal static class JobConfigs
{
    // A stored text is canonical: it means the same whatever the context.
    private static readonly JobConfigContext Stored = new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0) { IsStored = true };

    /// <summary>The spec of a stored job, without its secrets.</summary>
    public static JobSpec Spec(JobState state) => Spec(state.JobId, state.Config);

    /// <summary>The spec that the job's dropped work is cleaned up with, without its secrets.</summary>
    public static JobSpec OfCleanup(JobState state) => Spec(state.JobId, WorkConfig.OfCleanup(state).Config);

    /// <summary>The spec of a stored text, without its secrets.</summary>
    public static JobSpec Spec(string jobId, string config) => JobConfigText.RestoreMasked(config) ?? throw Unreadable(jobId);

    /// <summary>The spec of a stored text.</summary>
    public static JobSpec Spec(string jobId, string config, JobSecrets secrets) =>
        JobConfigText.Restore(config, secrets, Stored).Spec ?? throw Unreadable(jobId);

    /// <summary>The stored text with other values for some keys.</summary>
    public static string With(JobState state, IReadOnlyDictionary<string, string> settings) =>
        JobConfigText.With(state.Config, settings) ?? throw Unreadable(state.JobId);

    private static InvalidDataException Unreadable(string jobId) => new($"The stored configuration of job {jobId} can't be read.");
}
