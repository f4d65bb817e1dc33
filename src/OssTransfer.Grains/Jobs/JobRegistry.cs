using OssTransfer.Grains.Registry;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Queue;

namespace OssTransfer.Grains.Jobs;

/// <summary>A job's place in the cluster's one registry.</summary>
internal sealed class JobRegistry(IGrainFactory grains, string jobId) : IJobRegistry
{
    private IJobRegistryGrain Grain => grains.GetGrain<IJobRegistryGrain>(0);

    public Task NotifyAsync(JobNeed need, JobStatus status) => Grain.NotifyAsync(jobId, (int)need, (int)status);

    public Task<bool> StartAsync() => Grain.StartAsync(jobId);

    public Task ForgetAsync() => Grain.ForgetAsync(jobId);
}
