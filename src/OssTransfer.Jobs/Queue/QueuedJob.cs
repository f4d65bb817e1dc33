namespace OssTransfer.Jobs.Queue;

/// <summary>A job that needs something, in a <see cref="RunQueue"/>.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Need">What it needs; never <see cref="JobNeed.None"/>.</param>
public readonly record struct QueuedJob(string JobId, JobNeed Need);
