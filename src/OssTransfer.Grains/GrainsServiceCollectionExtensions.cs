using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Membership;
using OssTransfer.Grains.Notices;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Service;
using OssTransfer.Grains.Settings;
using OssTransfer.Grains.Timing;
using OssTransfer.Grains.Workers;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Listings;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Grains.Workers.Pulling;
using OssTransfer.Grains.Workers.Runners;
using OssTransfer.Grains.Workers.Stores;
using OssTransfer.Transfer;

namespace OssTransfer.Grains;

/// <summary>Registers what the grains use.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>With one key that seals and opens.</summary>
    /// <inheritdoc cref="AddOssTransferGrains(IServiceCollection, GrainsOptions, SecretSealer)"/>
    public static IServiceCollection AddOssTransferGrains(this IServiceCollection services, GrainsOptions options, SealingKey sealingKey) =>
        services.AddOssTransferGrains(options, new SecretSealer(sealingKey));

    /// <summary>Call it after <c>UseOrleans</c>: hosted services that call grains must start after the silo and stop before it.</summary>
    public static IServiceCollection AddOssTransferGrains(this IServiceCollection services, GrainsOptions options, SecretSealer sealer)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sealer);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BootClock, LinuxBootClock>();
        services.AddSingleton(options);
        services.AddSingleton(sealer);
        services.AddSingleton(provider => new TransferEngine(
            new() { MemoryBytes = options.MemoryBytes, ObjectsInFlight = options.ObjectsInFlight, PartsInFlight = Math.Min(options.ObjectsInFlight, 32) },
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SiloRates>();
        services.AddSingleton<IBareStores>(provider => new BareStores(provider.GetRequiredService<TimeProvider>(), options.HomePath));
        services.AddSingleton<JobStores>();
        services.AddSingleton<OpenJobs>();
        services.AddSingleton<WorkingShards>();
        services.AddSingleton<SiloLoad>();
        services.AddPlacementDirector<OnItsSilo, OnItsSiloDirector>();
        services.AddSingleton<SiloLives>();
        services.AddSingleton<MachineListWatch>();
        services.AddSingleton<ThisMachine>();
        services.AddSingleton<ClusterMachines>();
        services.AddSingleton<MachineCheck>();
        services.AddSingleton<ICommandHistory, CommandHistory>();
        services.AddSingleton<ListRunner>();
        services.AddSingleton<BatchResults>();
        services.AddSingleton<EndedObjectLog>();
        services.AddSingleton<MoveRunner>();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<DeleteRunner>();
        services.AddSingleton<ReportRunner>();
        services.AddSingleton<CleanupRunner>();
        services.AddSingleton<HomeSpace>();
        services.AddSingleton<ShardRunner>();
        services.AddSingleton<SiloLimits>();
        services.AddSingleton(typeof(Signal<>));
        services.AddSingleton<Candidates>();
        services.AddSingleton<WorkersPerJob>();
        services.AddSingleton<ShardReturns>();
        services.AddSingleton<ShardPuller>();
        services.AddSingleton<IdleQueue>();
        services.AddSingleton<SiloWaits>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<StoreProbe>();
        services.AddSingleton<JobPlaces>();
        services.AddSingleton<JobViews>();
        services.AddSingleton<JobDestinations>();
        services.AddSingleton<IJobService, JobService>();
        services.AddSingleton<IReportService, ReportService>();
        services.AddSingleton<ISettingsService, SettingsService>();
        services.AddSingleton<IKeyService, KeyService>();
        services.AddHostedService<MachineRegistration>();
        services.AddHostedService<SettingsWatch>();
        services.AddHostedService<JobWaker>();
        services.AddSingleton<SiloDeparture>();
        services.AddHostedService<WorkerLoop>();
        return services;
    }

    /// <summary>
    /// For a silo that can send, after <see cref="AddOssTransferGrains(IServiceCollection, GrainsOptions, SecretSealer)"/>: notices leave
    /// the outbox. The caller registers <see cref="IMailSender"/> and <see cref="IUrlSender"/>.
    /// </summary>
    public static IServiceCollection AddOssTransferNotices(this IServiceCollection services, NoticeOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(options);
        services.AddSingleton<NoticeWriter>();
        services.AddSingleton<IMessageSender, MessageSender>();
        services.AddHostedService<OutboxPump>();
        return services;
    }

    /// <summary>
    /// For a silo of a cluster, after <see cref="AddOssTransferGrains(IServiceCollection, GrainsOptions, SecretSealer)"/>: it leaves where only it is cut off
    /// from the database.
    /// </summary>
    public static IServiceCollection AddOssTransferMembership(this IServiceCollection services, ClusterMembership cluster)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(cluster);
        services.AddSingleton(cluster);
        services.AddSingleton(cluster.Certificates);
        services.AddSingleton(_ => new DatabasePing(cluster.Place));
        services.AddHostedService<DatabaseWatch>();
        return services;
    }
}
