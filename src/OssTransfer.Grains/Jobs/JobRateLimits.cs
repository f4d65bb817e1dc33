using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Config.Rates;
using OssTransfer.Jobs.RateShares;

namespace OssTransfer.Grains.Jobs;

/// <summary>Divides a job's limits among the silos that work for it; in memory only.</summary>
internal sealed class JobRateLimits(JobSpecs specs, TimeSpan lease, TimeProvider time)
{
    private readonly long _activation = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());
    private readonly ShareTable _bytes = new(lease);
    private readonly ShareTable _requests = new(lease);
    private long _number;

    /// <summary>Bytes per second that all silos together may read now; infinity: no limit.</summary>
    public double BytesLimit => At(specs.Spec.Limits.Bandwidth);

    /// <summary>Requests per second that all silos together may send now; infinity: no limit.</summary>
    public double RequestsLimit => At(specs.Spec.Limits.Requests);

    /// <summary>The share of a silo that was given a shard; what it has, where it has one.</summary>
    public RateShare Enrol(string holder, TimeSpan now)
    {
        _number++;
        return Share(_bytes.Enrol(holder, BytesLimit, _number, now), _requests.Enrol(holder, RequestsLimit, _number, now));
    }

    /// <summary>The share of a silo that reports; null where it doesn't.</summary>
    /// <param name="holder">The silo's process (<see cref="Machines.ThisMachine.Process"/>).</param>
    /// <param name="report">What it says.</param>
    /// <param name="now">The time.</param>
    /// <param name="mayRaise">False while silos that this activation hasn't heard of may still work.</param>
    public RateShare? Answer(string holder, RateReport? report, TimeSpan now, bool mayRaise)
    {
        if (report is null)
        {
            return null;
        }

        var applied = report.Activation == _activation ? report.Number : 0;
        _number++;
        return Share(
            _bytes.Answer(holder, new(report.BytesPerSecond, applied, report.BytesUsed, report.BytesHeldBack), BytesLimit, _number, now, mayRaise),
            _requests.Answer(
                holder,
                new(report.RequestsPerSecond, applied, report.RequestsUsed, report.RequestsHeldBack),
                RequestsLimit,
                _number,
                now,
                mayRaise));
    }

    /// <summary>A silo works on nothing any more.</summary>
    public void Leave(string holder)
    {
        _bytes.Leave(holder);
        _requests.Leave(holder);
    }

    // Both tables give their grants together, so they have the same number.
    private RateShare Share(ShareGrant bytes, ShareGrant requests) => new(_activation, bytes.Number, bytes.PerSecond, requests.PerSecond);

    private double At(RateSpec? rate) => rate?.At(time.GetUtcNow()).PerSecond ?? double.PositiveInfinity;
}
