namespace OssTransfer.Jobs.Lifecycle;

/// <summary>What can be said of a state by itself.</summary>
public static class JobStatusFacts
{
    /// <summary>True where nothing more happens without a command.</summary>
    public static bool IsTerminal(this JobStatus status) => status is JobStatus.Done or JobStatus.Failed;

    /// <summary>True where the state ends by itself as soon as no worker holds a shard.</summary>
    public static bool IsOnItsWay(this JobStatus status) => status is JobStatus.Pausing or JobStatus.Stopping or JobStatus.Removing;

    /// <summary>True where workers may hold shards of the job.</summary>
    public static bool MayHaveWorkers(this JobStatus status) => status == JobStatus.Running || status.IsOnItsWay();

    /// <summary>The state as users read it: <c>running</c>.</summary>
    public static string ToText(this JobStatus status) => status.ToString().ToLowerInvariant();
}
