using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using OssTransfer.Contracts;
using OssTransfer.Grains;
using OssTransfer.Grains.Notices;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Connections;
using OssTransfer.Silo.Dashboard;
using OssTransfer.Silo.Senders;
using Serilog;

namespace OssTransfer.Silo.Hosting;

/// <summary>What a silo is made of. The order counts: services that use grains come after Orleans.</summary>
internal static class SiloComposition
{
    /// <summary>Names the cluster, and in every database the states of this program: never changed.</summary>
    internal const string Id = "osstransfer";

    // Long enough for workers to give their shards back; 'stop' returns within 15 s. When all silos stop at once, Orleans may wait in vain for
    // the others' answers: that must not cost more.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(12);

    /// <summary>How many connections this process takes.</summary>
    public static readonly ConnectionLimits Limits = ConnectionLimits.Of(FileLimit.Find());

    public static IHost Build(
        SiloHostOptions options, HomeDirectory home, HomeKeys keys, ClusterFile? cluster, int siloPort, Action<IServiceCollection> further)
    {
        if (options.ApiPort is not { } apiPort)
        {
            var plain = Host.CreateEmptyApplicationBuilder(null);
            Compose(plain, options, home, keys, cluster, siloPort);
            further(plain.Services);
            return plain.Build();
        }

        var web = WebApplication.CreateEmptyBuilder(new());
        web.Services.GateApi(Limits);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenForOssTransferApi(options.ApiAddress, apiPort, keys.Certificates.First));
        Compose(web, options, home, keys, cluster, siloPort);

        web.UseOrleans(silo => silo.AddDashboardThatSamplesSeldom());
        web.Services.AddOssTransferApi(new(options.Name, keys.Token, Path.Combine(home.LogsPath, "log-commands.txt"))
        {
            MetricsToken = keys.MetricsToken,
            CommandLogBytes = (long)options.LogMebibytes << 20,
            CommandLogFiles = options.LogFiles,
        });
        web.Services.AddDashboardPages();
        web.Services.AddHostedService<StartNote>();
        further(web.Services);

        var app = web.Build();
        app.UseOssTransferApi(DashboardServices.UseDashboardPages);
        app.MapOssTransferApi();
        app.MapDashboardPages();
        app.MapOrleansDashboard(ApiRoutes.Dashboard);
        if (keys.MetricsToken is not null)
        {
            app.MapMetrics();
        }

        return app;
    }

    private static void Compose(IHostApplicationBuilder builder, SiloHostOptions options, HomeDirectory home, HomeKeys keys, ClusterFile? cluster, int siloPort)
    {
        builder.Services.AddSerilog(SiloLogs.Create(options, home.LogsPath), dispose: true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<PoolWatch>();
        builder.AddMetrics(options.Name, options.ApiPort is not null && keys.MetricsToken is not null, Environment.GetEnvironmentVariables());
        builder.UseOrleans(silo => Configure(silo, options, home, keys, cluster, siloPort));
        builder.Services.AddOssTransferGrains(
            new()
            {
                SiloName = options.Name,
                MaxWorkers = options.MaxWorkerNum,
                MaxMasters = options.MaxMasterNum,
                MemoryBytes = (long)options.MemoryMebibytes << 20,
                BytesPerSecond = options.BytesPerSecond,
                ObjectsInFlight = options.ObjectsInFlight,
                CpuPercent = options.CpuPercent,
                HomePath = home.Path,
                JobsPath = home.JobsPath,
                MachinesPath = home.MachinesPath,
                IsAlone = cluster is null,
            },
            new SecretSealer(keys.SealingKeys));
        builder.Services.AddSingleton<IMailSender, SmtpMailSender>();
        builder.Services.AddSingleton<IUrlSender, HttpUrlSender>();
        builder.Services.AddOssTransferNotices(new() { Advise = text => SiloAdvice.In(text, home), SendsBeforeStop = options.ApiPort is null });
        if (cluster is not null)
        {
            builder.Services.AddOssTransferMembership(new(cluster.Place, keys.Certificates.Choice));
        }
    }

    private static void Configure(ISiloBuilder silo, SiloHostOptions options, HomeDirectory home, HomeKeys keys, ClusterFile? cluster, int siloPort)
    {
        // The service id keys states and reminders: it never changes.
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (Id, Id));
        if (cluster is null)
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort: 0, serviceId: Id, clusterId: Id);
            silo.AddOssTransferPersistence(new SqlitePlace(home.DatabasePath));

            // The health checks are for a silo that judges others.
            silo.Services.AddKeyedSingleton<TimeProvider>(LoneMembershipTime.Key, new LoneMembershipTime());
            silo.Configure<ClusterMembershipOptions>(o => o.LocalHealthDegradationMonitoringPeriod = TimeSpan.FromMinutes(1));
        }
        else
        {
            silo.AddOssTransferClustering(cluster.Place);
            silo.AddOssTransferPersistence(cluster.Place);
            ConfigureMembership(silo);
#pragma warning disable ORLEANSEXP003 // The default directory deactivates healthy grains when another silo leaves.
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        }

        silo.Configure<SiloOptions>(o => o.SiloName = options.Name);
        silo.Configure<EndpointOptions>(o =>
        {
            o.AdvertisedIPAddress = options.Address;
            o.SiloPort = siloPort;
            o.SiloListeningEndpoint = new(options.Address, siloPort);

            // Nothing connects as an Orleans client: the command line speaks HTTP.
            o.GatewayPort = 0;
            o.GatewayListeningEndpoint = null;
        });
        // On each silo a timer for each kind of stateless worker checks which of them are idle, by default twice a second.
        silo.Configure<StatelessWorkerOptions>(o => o.IdleWorkersInspectionPeriod = TimeSpan.FromMinutes(1));

        // Memory for all entries is taken at the start; the grains of this program are few at a time.
        silo.Configure<GrainDirectoryOptions>(o => o.CacheSize = 20_000);
        silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
        silo.Configure<Orleans.Serialization.ExceptionSerializationOptions>(o => o.SupportedNamespacePrefixes.Add("OssTransfer"));
        silo.UseMutualTls(keys.Certificates);
        silo.Services.GateSiloPort(Limits);
    }

    /// <summary>
    /// A killed silo is dead to the others after 2 to 3 s, a hung one after 10 s, without false alarms on a busy machine: as measured, not Orleans' defaults.
    /// </summary>
    private static void ConfigureMembership(ISiloBuilder silo)
    {
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(2);
            o.MaxProbeTimeout = TimeSpan.FromSeconds(3);
            o.NumMissedProbesLimit = 3;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.FromSeconds(10));
    }
}
