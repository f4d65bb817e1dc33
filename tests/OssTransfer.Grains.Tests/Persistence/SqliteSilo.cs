using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A whole silo on a home of its own.</summary>
public sealed class SqliteSilo(TestSilo silo) : IStateSilo
{
    public IServiceProvider Services => silo.Services;

    public IGrainFactory Grains => silo.Grains;

    public static async Task<IStateSilo> StartAsync() => new SqliteSilo(await TestSilo.StartAsync(CancellationToken.None));

    public Task StopAsync() => silo.StopAsync();

    public Task KillAsync() => silo.KillAsync();

    public Task StartAgainAsync() => silo.StartAgainAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}
