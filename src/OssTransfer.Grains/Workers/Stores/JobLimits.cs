using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Config;
using OssTransfer.Transfer.Guard;

namespace OssTransfer.Grains.Workers.Stores;

/// <summary>What this silo may use for a job: its share of the job's limits, taken over while work goes on, without opening anything again.</summary>
internal sealed class JobLimits
{
    private readonly Lock _gate = new();
    private readonly LimitSpec _spec;
    private readonly TimeProvider _time;
    private RateShare? _share;
    private long _sentAt;

    /// <summary>The job's whole limits, until a share is known.</summary>
    /// <param name="spec">The job's limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="silo">What the silo may use for all jobs; null: no limit.</param>
    public JobLimits(LimitSpec spec, TimeProvider time, RateLimits? silo)
    {
        _spec = spec;
        _time = time;
        Rates = new(time, silo);
        Follow();
    }

    /// <summary>Obeyed by both stores of the job.</summary>
    public RateLimits Rates { get; }

    /// <summary>What the silo keeps to and how it used it.</summary>
    public RateReport Report()
    {
        lock (_gate)
        {
            var (bytes, requests) = (Rates.TakeUseOfBytes(), Rates.TakeUseOfRequests());
            return new(
                _share?.Activation ?? 0,
                _share?.Number ?? 0,
                Rates.BytesPerSecond,
                bytes.PerSecond,
                bytes.IsHeldBack,
                Rates.RequestsPerSecond,
                requests.PerSecond,
                requests.IsHeldBack);
        }
    }

    /// <summary>
    /// Takes over the share that an answer brought, unless it is older than the one that holds; true: it is smaller, which others may be waiting to hear.
    /// A grain of an earlier version brings none: then the job's whole limits hold.
    /// </summary>
    /// <param name="share">The share.</param>
    /// <param name="sentAt">When the request was sent; shares of different activations have no other order.</param>
    public bool Apply(RateShare? share, long sentAt)
    {
        lock (_gate)
        {
            if (share is null)
            {
                Follow();
                return false;
            }

            if (_share is { } held && (held.Activation == share.Activation ? held.Number >= share.Number : _sentAt >= sentAt))
            {
                return false;
            }

            var isSmaller = share.BytesPerSecond < Rates.BytesPerSecond || share.RequestsPerSecond < Rates.RequestsPerSecond;
            (_share, _sentAt) = (share, sentAt);
            Rates.BytesPerSecond = share.BytesPerSecond;
            Rates.RequestsPerSecond = share.RequestsPerSecond;
            return isSmaller;
        }
    }

    private void Follow()
    {
        if (_share is null)
        {
            var now = _time.GetUtcNow();
            Rates.BytesPerSecond = _spec.Bandwidth?.At(now).PerSecond ?? double.PositiveInfinity;
            Rates.RequestsPerSecond = _spec.Requests?.At(now).PerSecond ?? double.PositiveInfinity;
        }
    }
}
