using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using OssTransfer.Grains.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Workers;

/// <summary>What this silo is doing, told to its <see cref="IMachineGrain"/> every few seconds.</summary>
internal sealed class SiloLoad(ILocalSiloDetails silo, GrainsOptions options, TimeProvider time)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Lock _gate = new();
    private long _objects;
    private long _bytes;
    private int _busy;
    private long _toldAt;
    private TimeSpan _cpuThen;

    /// <summary>A worker has a shard until the result is disposed.</summary>
    public IDisposable Busy()
    {
        Interlocked.Increment(ref _busy);
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

    /// <summary>Tells, unless it did so a moment ago.</summary>
    public Task ReportAsync(IGrainFactory grains)
    {
        var since = _toldAt == 0 ? TellEvery : time.GetElapsedTime(_toldAt);
        return since < TellEvery
            ? Task.CompletedTask
            : grains.GetGrain<IMachineGrain>(options.SiloName).BeatAsync(JsonSerializer.SerializeToUtf8Bytes(Take(since)));
    }

    private MachineReport Take(TimeSpan since)
    {
        lock (_gate)
        {
            _process.Refresh();
            var cpu = _process.TotalProcessorTime;
            var report = new MachineReport
            {
                Name = options.SiloName,
                Address = silo.SiloAddress.Endpoint.ToString(),
                Version = typeof(SiloLoad).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "",
                Alive = true,
                LastSeen = time.GetUtcNow(),
                WorkersBusy = Volatile.Read(ref _busy),
                Workers = options.MaxWorkers,
                ObjectsPerSecond = Math.Round(_objects / since.TotalSeconds, 1),
                BytesPerSecond = Math.Round(_bytes / since.TotalSeconds),
                Cpu = _toldAt == 0 ? 0 : Math.Round((cpu - _cpuThen) / since, 2),
                MemoryBytes = _process.WorkingSet64,
            };
            (_objects, _bytes, _cpuThen, _toldAt) = (0, 0, cpu, time.GetTimestamp());
            return report;
        }
    }

    private sealed class Done(SiloLoad load) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref load._busy);
    }
}
