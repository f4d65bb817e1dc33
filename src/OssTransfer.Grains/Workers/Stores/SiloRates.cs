using System.Diagnostics;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Grains.Workers.Stores;

/// <summary>What this silo may use for all jobs together.</summary>
internal sealed class SiloRates : IDisposable
{
    private readonly Process _process = Process.GetCurrentProcess();

    public SiloRates(GrainsOptions options, TimeProvider time)
    {
        var cpu = options.CpuPercent < 100 ? new CpuLimit(Environment.ProcessorCount * options.CpuPercent / 100.0, time, Used) : null;
        if (options.BytesPerSecond > 0 || cpu is not null)
        {
            Limits = new(time) { BytesPerSecond = options.BytesPerSecond > 0 ? options.BytesPerSecond : double.PositiveInfinity, Cpu = cpu };
        }
    }

    /// <summary>They hold in addition to the limits of each job; null: there are none.</summary>
    public RateLimits? Limits { get; }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private TimeSpan Used()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }
}
