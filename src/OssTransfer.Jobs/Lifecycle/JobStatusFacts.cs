namespace OssTransfer.Jobs.Lifecycle;

/// <summary>What can be said of a state by itself.</summary>
public static class JobStatusFacts
{
    // All states; a job whose state isn't known yet may be at work.
    private static readonly JobStatus[] Order =
    [
        JobStatus.Running, JobStatus.Pausing, JobStatus.Stopping, JobStatus.Removing, JobStatus.Ready, JobStatus.None,
        JobStatus.Failed, JobStatus.Paused, JobStatus.Waiting, JobStatus.Done,
    ];

    /// <summary>True where nothing more happens without a command.</summary>
    public static bool IsTerminal(this JobStatus status) => status is JobStatus.Done or JobStatus.Failed;

    /// <summary>True where the state ends by itself as soon as no worker holds a shard.</summary>
    public static bool IsOnItsWay(this JobStatus status) => status is JobStatus.Pausing or JobStatus.Stopping or JobStatus.Removing;

    /// <summary>True where workers may hold shards of the job.</summary>
    public static bool MayHaveWorkers(this JobStatus status) => status == JobStatus.Running || status.IsOnItsWay();

    /// <summary>The state as users read it: <c>running</c>.</summary>
    public static string ToText(this JobStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The state that users read so; null: there is none.</summary>
    public static JobStatus? FromText(string text) =>
        Array.Find(Order, status => status.ToText() == text) is not JobStatus.None and var found ? found : null;

    /// <summary>Where it stands in a list, from 0: what is at work first, then what waits for somebody to look at it.</summary>
    public static int Rank(this JobStatus status) => Array.IndexOf(Order, status) is >= 0 and var rank ? rank : Order.Length;
}
