using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Reads configurations back that were stored.</summary>
internal static class JobConfigs
{
    // A stored text is canonical: it means the same whatever the context.
    private static readonly JobConfigContext Stored = new(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, 0);
    private static readonly Storage.Secret Masked = new("");

    /// <summary>The spec of a stored job, without its secrets.</summary>
    public static JobSpec Spec(JobState state) => Spec(state.JobId, state.Config, AllMasked());

    /// <summary>The spec of a stored text.</summary>
    public static JobSpec Spec(string jobId, string config, JobSecrets secrets) => JobConfigText.Restore(config, secrets, Stored).Spec
        ?? throw new InvalidDataException($"The stored configuration of job {jobId} can't be read.");

    private static JobSecrets AllMasked() => new()
    {
        SourceSecretKey = Masked,
        SourceSessionToken = Masked,
        SourceProxyPassword = Masked,
        DestinationSecretKey = Masked,
        DestinationSessionToken = Masked,
        DestinationProxyPassword = Masked,
    };
}
