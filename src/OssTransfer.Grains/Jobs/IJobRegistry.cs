using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Jobs;

/// <summary>What a job says to the registry of all jobs. Every call may be repeated.</summary>
internal interface IJobRegistry
{
    /// <summary>What the job needs from now on, and how it stands (<see cref="JobStatus.None"/>: there is no such job).</summary>
    Task NotifyAsync(JobNeed need, JobStatus status);

    /// <summary>The job is ready and wants to run: true, durable, when its turn has come.</summary>
    Task<bool> StartAsync();

    /// <summary>There is no such job any more.</summary>
    Task ForgetAsync();
}
