using System.Diagnostics;
using OssTransfer.Contracts;
using OssTransfer.Grains.Settings;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Machines;

/// <summary>What this silo is doing, for <c>status --machine</c>.</summary>
internal sealed class SiloLoad(SiloLimits limits, GrainsOptions options, TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Lock _gate = new();
    private long _objects;
    private long _bytes;
    private int _busy;
    private long _takenAt;
    private TimeSpan _cpuThen;

    /// <summary>A worker has a shard until the result is disposed.</summary>
    public IDisposable Busy()
    {
        Interlocked.Increment(ref _busy);
        GrainsMetrics.Taken();
        return new Done(this);
    }

    /// <summary>Counts what ended.</summary>
    public void Count(long objects, long bytes)
    {
        lock (_gate)
        {
            _objects += objects;
            _bytes += bytes;
        }
    }

    /// <summary>What there was since the last call.</summary>
    public MachineReport Take()
    {
        lock (_gate)
        {
            _process.Refresh();
            var cpu = _process.TotalProcessorTime;
            var since = _takenAt == 0 ? TimeSpan.FromSeconds(1) : Max(time.GetElapsedTime(_takenAt), Shortest);
            var report = new MachineReport
            {
                Name = options.SiloName,
                Address = "",
                Version = ProgramVersion.Text,
                WorkersBusy = Volatile.Read(ref _busy),
                Workers = limits.MaxWorkers,
                ObjectsPerSecond = Math.Round(_objects / since.TotalSeconds, 1),
                BytesPerSecond = Math.Round(_bytes / since.TotalSeconds),
                Cpu = _takenAt == 0 ? 0 : Math.Round((cpu - _cpuThen) / since, 2),
                MemoryBytes = _process.WorkingSet64,
            };
            (_objects, _bytes, _cpuThen, _takenAt) = (0, 0, cpu, time.GetTimestamp());
            return report;
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private sealed class Done(SiloLoad load) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref load._busy);
            GrainsMetrics.Left();
        }
    }
}
