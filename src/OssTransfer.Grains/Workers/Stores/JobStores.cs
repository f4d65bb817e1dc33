using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Config;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Stores;

/// <summary>Opens the stores that a job names, guarded.</summary>
internal sealed class JobStores(TimeProvider time, ILoggerFactory loggers, IBareStores bare, SiloRates silo, TransferEngine engine, GrainsOptions options)
{
    /// <summary>What the job may use here.</summary>
    public JobLimits Limits(JobSpec spec) => new(spec.Limits, time, silo.Limits);

    /// <summary>Both stores, guarded: they repeat requests, limit them and ask for the lease.</summary>
    public TransferContext Open(JobSpec spec, JobSecrets secrets, RateLimits limits, ILease lease)
    {
        var network = new NetworkGate(engine.Options, time);
        return new(
            new GuardedStore(bare.OpenSource(spec, secrets), Guard(TransferSide.Source, limits, lease, network)),
            new GuardedStore(bare.OpenDestination(spec, secrets), Guard(TransferSide.Destination, limits, lease, network)),
            new()
            {
                Metadata = spec.Destination.Metadata,
                Acl = spec.Destination.Acl == DestinationAcl.PublicRead ? "public-read" : null,
                KeepsAcl = spec.Destination.Acl == DestinationAcl.Keep,
                StorageClass = spec.Destination.StorageClass,
                SourceFactsAreFromInventory = spec.TrustsInventory,
                Compare = spec.Sync.Compare,
                Overwrite = spec.Sync.Overwrite,
            })
        {
            Network = network,
        };
    }

    private GuardOptions Guard(TransferSide side, RateLimits limits, ILease lease, NetworkGate network)
    {
        var guard = new GuardOptions
        {
            Side = side,
            Limits = limits,
            Lease = lease,
            Network = network,
            Time = time,
            Logger = loggers.CreateLogger<GuardedStore>(),
        };
        return options.NextDouble is { } nextDouble ? guard with { NextDouble = nextDouble } : guard;
    }
}
