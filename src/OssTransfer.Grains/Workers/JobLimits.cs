using OssTransfer.Jobs.Config;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Grains.Workers;

/// <summary>What this silo may use for a job: followed while work goes on, without opening anything anew.</summary>
internal sealed class JobLimits(LimitSpec spec, TimeProvider time)
{
    /// <summary>Obeyed by both stores of the job.</summary>
    public RateLimits Rates { get; } = new(time);

    /// <summary>Takes over what holds at this time of the day.</summary>
    public void Follow()
    {
        var now = time.GetUtcNow();
        Rates.BytesPerSecond = spec.Bandwidth?.At(now).PerSecond ?? 0;
        Rates.RequestsPerSecond = spec.Requests?.At(now).PerSecond ?? 0;
    }
}
