using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Grains;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Jobs.Machines;
using OssTransfer.World.Stores;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>A process of the program: its own workers, engine and stores, with the simulated cluster around them.</summary>
internal sealed class SimulatedSilo : Machine
{
    private readonly Dictionary<GrainId, Activation> _kept = [];
    private readonly GrainCluster _cluster;
    private IHostedService? _workers;

    public SimulatedSilo(GrainCluster cluster, Buckets buckets, GrainsOptions options, SecretSealer sealer, int generation, ILoggerFactory loggers)
        : base($"{options.SiloName}@{generation}")
    {
        _cluster = cluster;
        Time = new(cluster.Scheduler, this);
        Grains = GrainReferences.Factory((type, key) => cluster.Reference(type, key, this));
        Address = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), generation);
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<BootClock>(new MachineBootClock(cluster.Scheduler, Time));
        services.AddSingleton(Grains);
        services.AddSingleton<DatabaseSpace>();
        services.AddSingleton(Stub.Of<ISpaceProbe>((_, _) => Task.CompletedTask));
        services.AddSingleton(Stub.Of<ILocalSiloDetails>((method, _) => method.Name switch
        {
            "get_SiloAddress" => Address,
            "get_Name" => options.SiloName,
            _ => throw new NotSupportedException(method.Name),
        }));
        services.AddSingleton(Stub.Of<IClusterMembershipService>((method, _) => method.Name switch
        {
            "get_CurrentSnapshot" => new ClusterMembershipSnapshot(
                cluster.Silos.ToImmutableDictionary(silo => silo.Address, silo => new ClusterMember(silo.Address, SiloStatus.Active, silo.Name)), default),
            _ => throw new NotSupportedException(method.Name),
        }));
        services.AddOssTransferGrains(options with { NextDouble = cluster.Scheduler.Random.NextDouble }, sealer);
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBareStores>(new SimulatedStores(cluster.Scheduler, buckets, this));
        services.AddSingleton<WorkerLoop>();
        Services = services.BuildServiceProvider();
    }

    /// <summary>Where the others find it.</summary>
    public SiloAddress Address { get; }

    /// <summary>Its clocks.</summary>
    public MachineTime Time { get; }

    /// <summary>Grains as this silo sees them.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>What the program registers.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Its workers begin.</summary>
    public async Task StartAsync()
    {
        _cluster.Join(this);
        await Services.GetRequiredService<ThisMachine>().ApplyAsync(new(true, null, MachinesState.Encode(MachinesState.Empty)), CancellationToken.None);
        _workers = Services.GetRequiredService<WorkerLoop>();
        await _workers.StartAsync(CancellationToken.None);
    }

    /// <summary>Its workers give back what they have, then it ends.</summary>
    public async Task StopAsync()
    {
        await _workers!.StopAsync(CancellationToken.None);
        _cluster.DeclareDead(this);
        Kill();
    }

    /// <summary>A grain that it has in memory although the others look for it elsewhere.</summary>
    public void Keep(Activation activation) => _kept[activation.Id] = activation;

    /// <summary>Such a grain; null: it has none.</summary>
    public Activation? Kept(GrainId grain) => _kept.GetValueOrDefault(grain);
}
