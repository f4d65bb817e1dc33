using OssTransfer.Grains.Directories;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Jobs;

/// <summary>A job's place in the cluster's one directory.</summary>
internal sealed class JobDirectory(IGrainFactory grains, string jobId) : IJobDirectory
{
    private IJobDirectoryGrain Grain => grains.GetGrain<IJobDirectoryGrain>(0);

    public Task NotifyAsync(JobNeed need, JobStatus status) => Grain.NotifyAsync(jobId, (int)need, (int)status);

    public Task<bool> StartAsync() => Grain.StartAsync(jobId);

    public Task ForgetAsync() => Grain.ForgetAsync(jobId);
}
