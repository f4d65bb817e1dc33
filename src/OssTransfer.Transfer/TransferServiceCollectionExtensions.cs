using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OssTransfer.Transfer;

/// <summary>Registers the engine.</summary>
public static class TransferServiceCollectionExtensions
{
    /// <summary>Adds the silo's one <see cref="TransferEngine"/>, with the registered <see cref="TimeProvider"/> where there is one.</summary>
    public static IServiceCollection AddTransfer(this IServiceCollection services, EngineOptions options)
    {
        services.TryAddSingleton(provider => new TransferEngine(options, provider.GetService<TimeProvider>()));
        return services;
    }
}
