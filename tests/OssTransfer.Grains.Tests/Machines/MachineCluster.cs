using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Security;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Reports;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Machines;

/// <summary>Silos that share a database, each with a home of its own. They are named <c>Silo_0</c>, <c>Silo_1</c> and so on.</summary>
internal sealed class MachineCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-cluster-");
    private readonly SealingKey _key = SealingKey.Create();
    private readonly Func<GrainsOptions, GrainsOptions> _change;
    private readonly InProcessTestCluster _cluster;
    private volatile bool _hangs;

    private MachineCluster(int silos, Func<GrainsOptions, GrainsOptions> change)
    {
        _change = change;
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((options, silo) => Configure(options.SiloName, silo));
        _cluster = builder.Build();
    }

    /// <summary>Those that run, by name.</summary>
    public IReadOnlyList<InProcessSiloHandle> Silos => [.. _cluster.Silos.OrderBy(silo => silo.Name, StringComparer.Ordinal)];

    public static async Task<MachineCluster> StartAsync(int silos, Func<GrainsOptions, GrainsOptions>? change = null)
    {
        var cluster = new MachineCluster(silos, change ?? (options => options));
        await StateDatabase.PrepareAsync(cluster.Database, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        await cluster._cluster.DeployAsync(TestContext.Current.CancellationToken);
        return cluster;
    }

    private SqlitePlace Database => new(Path.Combine(_directory.FullName, "state.db"));

    public IJobService Jobs(int silo) => Silos[silo].ServiceProvider.GetRequiredService<IJobService>();

    public T Service<T>(int silo)
        where T : notnull => Silos[silo].ServiceProvider.GetRequiredService<T>();

    public string Home(string silo) => Directory.CreateDirectory(Path.Combine(_directory.FullName, silo)).FullName;

    /// <summary>From now on nobody who asks the registry of machines gets an answer.</summary>
    public void HangDirectory() => _hangs = true;

    public Task KillAsync(int silo) => _cluster.KillSiloAsync(Silos[silo], TestContext.Current.CancellationToken);

    public Task StopAsync(int silo) => _cluster.StopSiloAsync(Silos[silo], TestContext.Current.CancellationToken);

    public Task<InProcessSiloHandle> AddAsync() => _cluster.StartAdditionalSiloAsync();

    /// <summary>Waits until a silo has heard of so many machines.</summary>
    public async Task HeardAsync(int silo, int machines)
    {
        for (var started = TimeProvider.System.GetTimestamp();
            Service<ThisMachine>(silo).Heard.Machines.Count < machines;
            await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Asks a silo for all machines until they are as wanted.</summary>
    public async Task<IReadOnlyList<MachineReport>> UntilAsync(int silo, Func<IReadOnlyList<MachineReport>, bool> wanted)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            var machines = await Jobs(silo).MachinesAsync(TestContext.Current.CancellationToken);
            if (wanted(machines))
            {
                return machines;
            }

            // Long enough for a death to be declared.
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), string.Join('\n', machines));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        LeftHome.Delete(_directory.FullName);
    }

    private void Configure(string name, ISiloBuilder silo)
    {
        silo.Services.AddSingleton(TimeProvider.System);
        silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromSeconds(1));
        silo.AddOssTransferPersistence(Database);
        silo.AddIncomingGrainCallFilter(context => _hangs && context.InterfaceName.Contains("MachineRegistry", StringComparison.Ordinal)
            ? new TaskCompletionSource().Task
            : context.Invoke());
        silo.Services.AddOssTransferGrains(
            _change(new()
            {
                SiloName = name,
                MaxWorkers = 2,
                MaxMasters = 2,
                MemoryBytes = 32 << 20,
                JobsPath = Path.Combine(Home(name), "jobs"),
                MachinesPath = Path.Combine(Home(name), "machines_ip.cfg"),
                IsAlone = false,
            }),
            _key);
    }
}
