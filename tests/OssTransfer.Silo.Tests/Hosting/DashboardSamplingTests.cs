using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class DashboardSamplingTests
{
    /// <summary>Another name in another version would leave it without effect, and nobody would see it.</summary>
    [Fact]
    public void The_counters_are_read_out_every_ten_seconds()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddDashboardThatSamplesSeldom());
        using var host = builder.Build();

        var type = typeof(DashboardOptions).Assembly.GetType(DashboardSampling.Host);
        var exporter = host.Services.GetRequiredService(type!);

        Assert.Equal(10_000, type!.GetProperty(DashboardSampling.Interval, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(exporter));
        Assert.Contains(host.Services.GetServices<IHostedService>(), service => ReferenceEquals(service, exporter));
    }
}
