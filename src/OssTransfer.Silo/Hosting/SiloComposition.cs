using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using OssTransfer.Grains;
using OssTransfer.Grains.Persistence;
using OssTransfer.Silo.Api;
using Serilog;

namespace OssTransfer.Silo.Hosting;

/// <summary>What a silo is made of. The order counts: services that use grains come after Orleans.</summary>
internal static class SiloComposition
{
    // Long enough for workers to let go of their shards, short enough for a service manager's patience.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    public static IHost Build(SiloHostOptions options, HomeDirectory home, HomeKeys keys, int siloPort, Action<IServiceCollection> further)
    {
        if (options.ApiPort is not { } apiPort)
        {
            var plain = Host.CreateEmptyApplicationBuilder(null);
            Compose(plain, options, home, keys, siloPort);
            further(plain.Services);
            return plain.Build();
        }

        var web = WebApplication.CreateEmptyBuilder(new());
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenForOssTransferApi(apiPort));
        Compose(web, options, home, keys, siloPort);
        web.Services.AddOssTransferApi(new(options.Name, keys.Token, Path.Combine(home.LogsPath, "log-commands.txt")));
        further(web.Services);

        var app = web.Build();
        app.UseOssTransferApi();
        app.MapOssTransferApi();
        return app;
    }

    private static void Compose(IHostApplicationBuilder builder, SiloHostOptions options, HomeDirectory home, HomeKeys keys, int siloPort)
    {
        builder.Services.AddSerilog(SiloLogs.Create(options, home.LogsPath), dispose: true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo => Configure(silo, options, home, keys, siloPort));
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
                JobsPath = home.JobsPath,
                MachinesPath = home.MachinesPath,
            },
            keys.SealingKey);
    }

    private static void Configure(ISiloBuilder silo, SiloHostOptions options, HomeDirectory home, HomeKeys keys, int siloPort)
    {
        silo.UseLocalhostClustering(siloPort, gatewayPort: 0, serviceId: "osstransfer", clusterId: "osstransfer");
        silo.Configure<SiloOptions>(o => o.SiloName = options.Name);
        silo.Configure<EndpointOptions>(o =>
        {
            o.AdvertisedIPAddress = IPAddress.Loopback;
            o.SiloPort = siloPort;
            o.SiloListeningEndpoint = new(IPAddress.Loopback, siloPort);
            // Nobody connects as an Orleans client: the command line speaks HTTP.
            o.GatewayPort = 0;
            o.GatewayListeningEndpoint = null;
        });
        silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
        silo.Configure<Orleans.Serialization.ExceptionSerializationOptions>(o => o.SupportedNamespacePrefixes.Add("OssTransfer"));
        silo.UseMutualTls(keys.Certificate);
        silo.AddOssTransferPersistence(new SqlitePlace(home.DatabasePath));
#pragma warning disable ORLEANSEXP003 // The default directory deactivates healthy grains when another silo leaves.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }
}
