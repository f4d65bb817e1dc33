using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OssTransfer.Grains.Persistence;
using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>One silo for all tests of a class; each uses keys of its own.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private TestSilo? _silo;

    public TestSilo Silo => _silo!;

    public IGrainStorage Storage => Silo.Services.GetRequiredKeyedService<IGrainStorage>(StateStorage.Name);

    public IGrainStorage InnerStorage => Silo.Services.GetRequiredKeyedService<IGrainStorage>(StateStorage.InnerName);

    public IReminderTable Reminders => Silo.Services.GetRequiredService<IReminderTable>();

    public async ValueTask InitializeAsync() => _silo = await TestSilo.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Silo.DisposeAsync();
}
