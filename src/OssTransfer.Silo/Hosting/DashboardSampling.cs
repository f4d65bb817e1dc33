using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Dashboard;

namespace OssTransfer.Silo.Hosting;

/// <summary>
/// How often Orleans' dashboard samples. It does so whether anybody looks or not, and reads out its counters each second whatever its options say: a good
/// part of what an idle silo costs.
/// </summary>
internal static class DashboardSampling
{
    /// <summary>Of the dashboard, what reads out the counters.</summary>
    public const string Host = "Orleans.Dashboard.DashboardHost";

    /// <summary>Its setting, which has no public way.</summary>
    public const string Interval = "ExportIntervalMilliseconds";

    private const int Milliseconds = 10_000;

    /// <summary>Adds the dashboard, which then looks every ten seconds.</summary>
    public static void AddDashboardThatSamplesSeldom(this ISiloBuilder silo)
    {
        silo.AddDashboard(dashboard => dashboard.CounterUpdateIntervalMs = Milliseconds);
        if (typeof(DashboardOptions).Assembly.GetType(Host) is { } host
            && host.GetProperty(Interval, BindingFlags.Instance | BindingFlags.NonPublic) is { } interval)
        {
            silo.Services.Replace(ServiceDescriptor.Singleton(host, services =>
            {
                var created = ActivatorUtilities.CreateInstance(services, host);
                interval.SetValue(created, Milliseconds);
                return created;
            }));
        }
    }
}
