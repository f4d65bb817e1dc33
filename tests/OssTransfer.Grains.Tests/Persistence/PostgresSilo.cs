using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OssTransfer.Grains.Persistence;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A bare silo on a PostgreSQL database of its own.</summary>
public sealed class PostgresSilo : IStateSilo
{
    private readonly PostgresTestDatabase _database;
    private readonly InProcessTestCluster _cluster;

    private PostgresSilo(PostgresTestDatabase database)
    {
        _database = database;
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.Options.InitializeClientOnDeploy = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(TimeProvider.System);
            silo.AddOssTransferPersistence(database.Place);
        });
        _cluster = builder.Build();
    }

    public PostgresTestDatabase Database => _database;

    public IServiceProvider Services => Running.ServiceProvider;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    private InProcessSiloHandle Running => _cluster.Silos[^1];

    public static void SkipWithoutServer() => Assert.SkipWhen(PostgresTestDatabase.Server is null, PostgresTestDatabase.HowToRun);

    public static async Task<IStateSilo> StartAsync() => await StartAsync("");

    public static async Task<PostgresSilo> StartAsync(string options)
    {
        var database = await PostgresTestDatabase.CreateAsync(options);
        await StateDatabase.PrepareAsync(database.Place, TimeProvider.System, _ => { }, CancellationToken.None);
        var silo = new PostgresSilo(database);
        await silo._cluster.DeployAsync();
        return silo;
    }

    public Task StopAsync() => _cluster.StopSiloAsync(Running);

    public Task KillAsync() => _cluster.KillSiloAsync(Running);

    public Task StartAgainAsync() => _cluster.StartAdditionalSiloAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }
}
