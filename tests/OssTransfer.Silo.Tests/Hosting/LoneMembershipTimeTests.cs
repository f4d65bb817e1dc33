using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class LoneMembershipTimeTests
{
    /// <summary>A renamed key would leave it without effect, and nobody would see it.</summary>
    [Fact]
    public void Orleans_finds_it_under_its_key()
    {
        var (builder, time) = (Host.CreateApplicationBuilder(), new CountingTime());
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering();
            silo.Services.AddKeyedSingleton<TimeProvider>(LoneMembershipTime.Key, time);
        });
        using var host = builder.Build();

        _ = host.Services.GetServices<ILifecycleParticipant<ISiloLifecycle>>().ToArray();

        Assert.Contains(TimeSpan.FromMilliseconds(100), time.Periods);
    }

    private sealed class CountingTime : TimeProvider
    {
        public List<TimeSpan> Periods { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Periods.Add(period);
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
