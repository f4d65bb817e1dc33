using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

/// <summary>A spec with its secrets.</summary>
public sealed record SecretJob(JobSpec Spec, JobSecrets Secrets)
{
    /// <summary>The secrets one by one, open, so that two jobs can be compared.</summary>
    public static IReadOnlyList<string?> Open(JobSecrets secrets) =>
    [
        secrets.SourceSecretKey?.Reveal(), secrets.SourceSessionToken?.Reveal(), secrets.SourceProxyPassword?.Reveal(),
        secrets.DestinationSecretKey?.Reveal(), secrets.DestinationSessionToken?.Reveal(), secrets.DestinationProxyPassword?.Reveal(),
    ];
}
