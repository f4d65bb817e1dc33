using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;
using OssTransfer.World.Cluster;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Stores;

/// <summary>Opens a silo's way to both buckets.</summary>
internal sealed class SimulatedStores(Scheduler scheduler, Buckets buckets, SimulatedSilo silo) : IBareStores
{
    public IObjectStore OpenSource(JobSpec spec, JobSecrets secrets) => new SimulatedStore(scheduler, buckets.Source, buckets.Faults, silo);

    public IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets) => new SimulatedStore(scheduler, buckets.Destination, buckets.Faults, silo);

    public IReadOnlyList<string> Warnings(JobSpec spec, JobSecrets secrets) => [];
}
