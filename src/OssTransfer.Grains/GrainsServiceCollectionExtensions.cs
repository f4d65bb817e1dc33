using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OssTransfer.Grains.Security;

namespace OssTransfer.Grains;

/// <summary>Registers what the grains use.</summary>
public static class GrainsServiceCollectionExtensions
{
    /// <summary>Call it after <c>UseOrleans</c>: hosted services that call grains must start after the silo and stop before it.</summary>
    public static IServiceCollection AddOssTransferGrains(this IServiceCollection services, GrainsOptions options, SealingKey sealingKey)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sealingKey);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(new SecretSealer(sealingKey));
        return services;
    }
}
