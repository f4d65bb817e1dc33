using System.Diagnostics.Metrics;
using OssTransfer.Storage;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Guard;

/// <summary>What goes through a store is counted for the process' metrics, at no cost for the objects.</summary>
public sealed class StoreMeterTests
{
    [Fact]
    public void Measurements_carry_side_store_and_what_was_done()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = Listen((name, value, tags) => seen.Add((name, value, tags)), "a store of this test");
        var meter = new StoreMeter(TransferSide.Destination, "a store of this test", TimeProvider.System);

        meter.Answered(RequestKind.Put, null, TimeProvider.System.GetTimestamp());
        meter.Answered(RequestKind.Head, StorageErrorKind.Throttled, TimeProvider.System.GetTimestamp());
        meter.Retried();
        meter.Read(3);
        meter.Written(5);

        const string Where = "side=destination store=a store of this test";
        Assert.Equal(
            [
                ("osstransfer.store.request.duration", $"{Where} operation=put"),
                ("osstransfer.store.request.duration", $"{Where} operation=head error.type=Throttled"),
                ("osstransfer.store.retries", Where),
                ("osstransfer.store.io", $"{Where} direction=read"),
                ("osstransfer.store.io", $"{Where} direction=write"),
            ],
            seen.Select(row => (row.Name, row.Tags)));
        Assert.Equal([1, 3, 5], seen.Skip(2).Select(row => row.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measuring_allocates_nothing(bool isListened)
    {
        using var listener = new MeterListener();
        if (isListened)
        {
            listener.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
            listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
            listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
            listener.Start();
        }

        var meter = new StoreMeter(TransferSide.Source, "store", TimeProvider.System);
        Count(meter);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Count(meter);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Count(StoreMeter meter)
    {
        meter.Answered(RequestKind.Read, null, 0);
        meter.Read(1);
        meter.Written(1);
    }

    private static MeterListener Listen(Action<string, double, string> measured, string store)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TransferMetrics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, value, tags));
        listener.Start();
        return listener;

        void Tell(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests run beside this one.
            var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains(store, StringComparison.Ordinal))
            {
                measured(instrument.Name, value, text);
            }
        }
    }
}
