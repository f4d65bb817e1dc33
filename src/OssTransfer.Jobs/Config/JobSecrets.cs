using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config;

/// <summary>The secrets of a job, apart from its <see cref="JobSpec"/>, so that they can be sealed on their own. Null: not given.</summary>
public sealed record JobSecrets
{
    /// <summary>No secrets (disk to disk).</summary>
    public static JobSecrets None { get; } = new();

    /// <summary><c>src-secretkey</c>.</summary>
    public Secret? SourceSecretKey { get; init; }

    /// <summary><c>src-session-token</c>.</summary>
    public Secret? SourceSessionToken { get; init; }

    /// <summary>The password in <c>src-proxy</c>, decoded.</summary>
    public Secret? SourceProxyPassword { get; init; }

    /// <summary><c>des-secretkey</c>.</summary>
    public Secret? DestinationSecretKey { get; init; }

    /// <summary><c>des-session-token</c>.</summary>
    public Secret? DestinationSessionToken { get; init; }

    /// <summary>The password in <c>des-proxy</c>, decoded.</summary>
    public Secret? DestinationProxyPassword { get; init; }

    /// <summary><c>notify-url</c>: anyone with a group robot's address may write to the group.</summary>
    public Secret? NotifyUrl { get; init; }

    /// <summary><c>notify-secret</c>.</summary>
    public Secret? NotifySecret { get; init; }
}
