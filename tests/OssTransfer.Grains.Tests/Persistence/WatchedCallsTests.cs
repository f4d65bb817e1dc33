using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class WatchedCallsTests : ISpaceProbe
{
    // No other call takes just so long.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(4321.5);

    Task ISpaceProbe.TryAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>SQLite's reads are so: they have ended when their task is there.</summary>
    [Fact]
    public async Task Read_that_blocks_is_measured_from_its_beginning()
    {
        var measured = new ConcurrentBag<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Meter.Name: GrainsMetrics.MeterName, Name: "osstransfer.database.duration" })
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => measured.Add(seconds));
        listener.Start();
        var time = new FakeTimeProvider();
        var queue = new WriteQueue("/nowhere");
        var calls = new WatchedCalls(queue, new(this), time);

        await calls.ReadAsync(
            () =>
            {
                time.Advance(Long);
                return Task.FromResult(1);
            },
            TestContext.Current.CancellationToken);

        Assert.Contains(Long.TotalSeconds, measured);
    }
}
