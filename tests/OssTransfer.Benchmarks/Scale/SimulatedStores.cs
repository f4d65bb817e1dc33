using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>Whatever a job names, these two are opened.</summary>
internal sealed class SimulatedStores(SimulatedStore source, SimulatedStore destination) : IBareStores
{
    public IObjectStore OpenSource(JobSpec spec, JobSecrets secrets) => source;

    public IObjectStore OpenDestination(JobSpec spec, JobSecrets secrets) => destination;

    public IReadOnlyList<string> Warnings(JobSpec spec, JobSecrets secrets) => [];
}
