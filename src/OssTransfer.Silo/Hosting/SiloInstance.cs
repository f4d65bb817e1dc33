using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OssTransfer.Contracts;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Persistence;
using OssTransfer.Silo.Api;
using OssTransfer.Transfer.Memory;

namespace OssTransfer.Silo.Hosting;

/// <summary>A silo in this process, from taking the home's lock to giving it back.</summary>
public sealed class SiloInstance : IAsyncDisposable
{
    // A free port may be taken by another program before Orleans listens on it.
    private const int FreePortAttempts = 3;

    private readonly HomeDirectory _home;
    private readonly ProcessLock _lock;
    private readonly HomeKeys _keys;
    private readonly IHost _host;
    private readonly ILogger _logger;
    private readonly string _name;
    private bool _stopped;

    private SiloInstance(SiloHostOptions options, HomeDirectory home, ProcessLock homeLock, HomeKeys keys, IHost host, int siloPort)
    {
        _home = home;
        _lock = homeLock;
        _keys = keys;
        _host = host;
        _name = options.Name;
        _logger = host.Services.GetRequiredService<ILogger<SiloInstance>>();
        SiloPort = siloPort;
        ApiUrl = host.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
    }

    /// <summary>The silo's services, grain factory included.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Where its API listens; null where it has none.</summary>
    public string? ApiUrl { get; }

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; }

    /// <summary>Why the silo leaves by itself; null where it was asked to stop.</summary>
    public string? Departure => Services.GetRequiredService<SiloDeparture>().Reason;

    /// <summary>Starts a silo and returns when it is ready: it answers grain calls and its API listens.</summary>
    /// <exception cref="HomeException">The home is locked or cannot be used.</exception>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    /// <exception cref="SiloStartException">A port is taken, an address is another machine's, or too little is allowed: files, memory.</exception>
    public static Task<SiloInstance> StartAsync(SiloHostOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, _ => { }, _ => { }, cancellationToken);

    /// <param name="options">How the silo runs.</param>
    /// <param name="further">Registers services after all others, so that they take their place.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <inheritdoc cref="StartAsync(SiloHostOptions, CancellationToken)"/>
    public static Task<SiloInstance> StartAsync(SiloHostOptions options, Action<IServiceCollection> further, CancellationToken cancellationToken) =>
        StartAsync(options, further, _ => { }, cancellationToken);

    /// <param name="options">How the silo runs.</param>
    /// <param name="further">Registers services after all others, so that they take their place.</param>
    /// <param name="waiting">Called now and then with what the start waits for.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <inheritdoc cref="StartAsync(SiloHostOptions, CancellationToken)"/>
    public static async Task<SiloInstance> StartAsync(
        SiloHostOptions options, Action<IServiceCollection> further, Action<string> waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var home = new HomeDirectory(options.Home);
        home.Create();
        FileLimit.RefuseLow();
        OwnAddress.RefuseOthers(options);
        if (MemoryExhaustion.Shortage((long)options.MemoryMebibytes << 20) is { } shortage)
        {
            throw new SiloStartException(shortage);
        }

        var homeLock = await HomeLock.AcquireAsync(home, cancellationToken);
        HomeKeys? keys = null;
        try
        {
            home.Withdraw();
            var cluster = HomeCluster.Find(options, home);
            if (cluster is null)
            {
                await StateDatabase.PrepareAsync(new SqlitePlace(home.DatabasePath), TimeProvider.System, waiting, cancellationToken);
            }
            else
            {
                RefuseWithoutUser();
                cluster = await cluster.PrepareDatabaseAsync(TimeProvider.System, waiting, cancellationToken);
            }

            keys = HomeKeys.LoadOrCreate(home, TimeProvider.System, cluster);
            var (host, siloPort) = await StartHostAsync(options, home, keys, cluster, further, cancellationToken);
            var instance = new SiloInstance(options, home, homeLock, keys, host, siloPort);
            if (!options.IsAlone)
            {
                // Not of a start that failed.
                HomeIdentity.Note(home, options);
            }

            instance.Announce(options.IsAlone);
            return instance;
        }
        catch
        {
            keys?.Dispose();
            homeLock.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the silo was asked to stop: a signal, the API, the token. Call <see cref="StopAsync"/> then.</summary>
    public async Task WaitForStopRequestAsync(CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var byHost = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => asked.TrySetResult());
        await using var byCaller = cancellationToken.Register(() => asked.TrySetResult());
        await asked.Task;
    }

    /// <summary>Hands the work back, writes what grains hold, ends. A cancelled token cuts that short as a crash would.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _home.Withdraw();
        HostingLog.Stopping(_logger, _name);
        await _host.StopAsync(cancellationToken);
        HostingLog.Stopped(_logger, _name);
    }

    /// <summary>Stops in good order where <see cref="StopAsync"/> wasn't called, and releases the home.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync(CancellationToken.None);
        }
        finally
        {
            await DisposeHostAsync(_host);
            _keys.Dispose();
            _lock.Dispose();
        }
    }

    private static async Task<(IHost Host, int SiloPort)> StartHostAsync(
        SiloHostOptions options, HomeDirectory home, HomeKeys keys, ClusterFile? cluster, Action<IServiceCollection> further,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var siloPort = options.SiloPort != 0 ? options.SiloPort : FindFreePort(options.Address);
            var host = SiloComposition.Build(options, home, keys, cluster, siloPort, further);
            try
            {
                await host.StartAsync(cancellationToken);
                return (host, siloPort);
            }
            catch (Exception exception)
            {
                await DisposeHostAsync(host);
                if (!IsPortTaken(exception))
                {
                    throw;
                }

                if (options.ApiPort is > 0 and { } apiPort && !IsFree(options.ApiAddress, apiPort))
                {
                    throw new SiloStartException(
                        $"Port {apiPort} on {options.ApiAddress} is taken, the API cannot listen there. Choose another with --api-port, or stop what uses it.",
                        exception);
                }

                if (options.SiloPort != 0 || attempt == FreePortAttempts)
                {
                    throw new SiloStartException(
                        $"Port {siloPort} is taken, the silo cannot listen there. Choose another with --silo-port, or stop what uses it.", exception);
                }
            }
        }
    }

    // Certificates are looked at with those of the user: without a place for them every connection to another silo would fail.
    private static void RefuseWithoutUser()
    {
        if (string.IsNullOrEmpty(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)))
        {
            throw new SiloStartException(
                "This user has no home directory, without which connections to other silos fail. Set HOME to a directory that the user may write, such as the silo's home.");
        }
    }

    // A pass of one command has no silo to stop: it ends by itself.
    private void Announce(bool isAlone)
    {
        if (_host.Services.GetService<IServer>() is { } server)
        {
            _home.PublishCertificate(_keys.Certificates.First);
            _home.PublishApi(ApiServices.Describe(server, _name));
        }
        else if (!isAlone)
        {
            _home.PublishWithoutApi(new() { Pid = Environment.ProcessId, Name = _name, Version = ProgramVersion.Text });
        }

        HostingLog.Ready(_logger, _name, _home.Path, ApiUrl ?? "none", SiloPort, Environment.ProcessId);
        HostingLog.Limits(
            _logger,
            FileLimit.Find()?.ToString(CultureInfo.InvariantCulture) ?? "any number of",
            SiloComposition.Limits.Api,
            SiloComposition.Limits.Unauthenticated);
        if (_home.FindOriginalSettings() is { } settings)
        {
            HostingLog.OriginalSettings(_logger, settings);
        }
    }

    private static async ValueTask DisposeHostAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }

    private static bool IsPortTaken(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                return true;
            }
        }

        return false;
    }

    private static int FindFreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
