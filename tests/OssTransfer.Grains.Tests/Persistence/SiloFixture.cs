using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>One silo for all tests of a class; each uses keys of its own.</summary>
public abstract class SiloFixture : IAsyncLifetime
{
    private IStateSilo? _silo;

    public IGrainFactory Grains => Silo.Grains;

    public IGrainStorage Storage => Silo.Services.GetRequiredKeyedService<IGrainStorage>(StateStorage.Name);

    public IGrainStorage InnerStorage => Silo.Services.GetRequiredKeyedService<IGrainStorage>(StateStorage.InnerName);

    public IReminderTable Reminders => Silo.Services.GetRequiredService<IReminderTable>();

    internal DatabaseSpace Room => Silo.Services.GetRequiredService<DatabaseSpace>();

    private IStateSilo Silo => _silo!;

    public async ValueTask InitializeAsync() => _silo = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<IStateSilo?> StartAsync();
}
