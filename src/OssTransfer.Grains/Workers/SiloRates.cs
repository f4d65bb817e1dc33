using System.Diagnostics;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Grains.Workers;

/// <summary>What this silo may use for all jobs together.</summary>
internal sealed class SiloRates : IDisposable
{
    private readonly Process _process = Process.GetCurrentProcess();

    public SiloRates(GrainsOptions options, TimeProvider time)
    {
        if (options.CpuPercent < 100)
        {
            Cpu = new(Environment.ProcessorCount * options.CpuPercent / 100.0, time, Used);
        }

        if (options.BytesPerSecond > 0 || Cpu is not null)
        {
            Limits = new(time) { BytesPerSecond = options.BytesPerSecond > 0 ? options.BytesPerSecond : double.PositiveInfinity, Cpu = Cpu };
        }
    }

    /// <summary>Around the limits of each job; null: there are none.</summary>
    public RateLimits? Limits { get; }

    private CpuLimit? Cpu { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cpu?.Dispose();
        _process.Dispose();
    }

    private TimeSpan Used()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }
}
