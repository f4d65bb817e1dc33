using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace OssTransfer.Silo.Connections;

/// <summary>Puts the gates before a silo's two ports.</summary>
internal static class ConnectionGates
{
    // A peer in the system's queue comes in turn; one that finds it full tries again after seconds.
    private const int Backlog = 2048;

    /// <summary>Before the API: every connection has a place. Comes before the server, which takes a transport that is there.</summary>
    public static void GateApi(this IServiceCollection services, ConnectionLimits limits) =>
        services.Configure<SocketTransportOptions>(socket => socket.Backlog = Backlog)
            .AddSingleton<IConnectionListenerFactory>(provider => new GatedListening(
                ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), () => new(limits.Api, onlyUnauthenticated: false, TimeProvider.System)));

    /// <summary>
    /// Before the port for other silos, of which any number may be there: only unauthenticated connections have places. Comes after Orleans' own services.
    /// </summary>
    public static void GateSiloPort(this IServiceCollection services, ConnectionLimits limits)
    {
        foreach (var own in services.Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).ToList())
        {
            services.Remove(own);
            services.AddKeyedSingleton<IConnectionListenerFactory>(own.ServiceKey, (provider, key) => new GatedListening(
                (IConnectionListenerFactory)own.KeyedImplementationFactory!(provider, key),
                () => new(limits.Unauthenticated, onlyUnauthenticated: true, TimeProvider.System)));
        }
    }
}
