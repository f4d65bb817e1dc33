namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A silo whose grains keep their states in a database that outlives it.</summary>
public interface IStateSilo : IAsyncDisposable
{
    IServiceProvider Services { get; }

    IGrainFactory Grains { get; }

    Task StopAsync();

    Task KillAsync();

    Task StartAgainAsync();
}
