using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A bare silo that finds others by the table in PostgreSQL, on a free port of this machine.</summary>
public sealed class ClusterSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ClusterNetwork _network;

    private ClusterSilo(IHost host, ClusterNetwork network)
    {
        _host = host;
        _network = network;
        Address = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
    }

    public SiloAddress Address { get; }

    public IMembershipTable Table => _host.Services.GetRequiredService<IMembershipTable>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<ClusterSilo> StartAsync(PostgresPlace place, string name)
    {
        var network = new ClusterNetwork();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo =>
        {
            var port = FreePort();
            silo.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "test");
            silo.Configure<SiloOptions>(options => options.SiloName = name);
            silo.Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = IPAddress.Loopback;
                options.SiloPort = port;
                options.SiloListeningEndpoint = new(IPAddress.Loopback, port);
                options.GatewayPort = 0;
            });
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                options.NumMissedProbesLimit = 2;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(1);
            });
            silo.Configure<SiloConnectionOptions>(options =>
            {
                options.ConfigureSiloInboundConnection(network.Watch);
                options.ConfigureSiloOutboundConnection(network.Watch);
            });
            silo.AddOssTransferClustering(place);
            silo.AddOssTransferPersistence(place);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host, network);
    }

    /// <summary>As good as killed: it has lost the database and every connection, in both directions, so the others have to notice.</summary>
    public async Task CutOffAsync()
    {
        await _host.Services.GetRequiredService<NpgsqlDataSource>().DisposeAsync();
        _network.Cut();
    }

    /// <summary>One that is cut off isn't waited for: for minutes it would try to say goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        var stopping = StopAsync();
        if (!_network.IsCut)
        {
            await stopping;
        }
    }

    private async Task StopAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
