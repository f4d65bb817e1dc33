using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Sharing;

namespace OssTransfer.Grains.Jobs;

/// <summary>Divides a job's limits among the silos that work for it; in memory only.</summary>
internal sealed class JobShares(TimeSpan lease, TimeProvider time)
{
    private readonly long _activation = BitConverter.ToInt64(Guid.NewGuid().ToByteArray());
    private readonly ShareTable _bytes = new(lease);
    private readonly ShareTable _requests = new(lease);
    private long _number;
    private (string Config, LimitSpec Spec)? _limits;

    /// <summary>The share of a silo that was given a shard; what it has, where it has one.</summary>
    public RateShare Enrol(string holder, JobState state, TimeSpan now)
    {
        var (bytes, requests) = Limits(state);
        _number++;
        return Share(_bytes.Enrol(holder, bytes, _number, now), _requests.Enrol(holder, requests, _number, now));
    }

    /// <summary>The share of a silo that reports; null where it doesn't.</summary>
    /// <param name="holder">The silo's generation.</param>
    /// <param name="report">What it says.</param>
    /// <param name="state">The job.</param>
    /// <param name="now">The time.</param>
    /// <param name="mayRaise">False while silos that this activation hasn't heard of may still work.</param>
    public RateShare? Answer(string holder, RateReport? report, JobState state, TimeSpan now, bool mayRaise)
    {
        if (report is null)
        {
            return null;
        }

        var (bytes, requests) = Limits(state);
        var applied = report.Activation == _activation ? report.Number : 0;
        _number++;
        return Share(
            _bytes.Answer(holder, new(report.BytesPerSecond, applied, report.BytesUsed, report.BytesHeldBack), bytes, _number, now, mayRaise),
            _requests.Answer(holder, new(report.RequestsPerSecond, applied, report.RequestsUsed, report.RequestsHeldBack), requests, _number, now, mayRaise));
    }

    /// <summary>Bytes per second that all silos together may read now; infinity: no limit.</summary>
    public double BytesLimit(JobState state) => Limits(state).Bytes;

    /// <summary>Requests per second that all silos together may send now; infinity: no limit.</summary>
    public double RequestsLimit(JobState state) => Limits(state).Requests;

    /// <summary>A silo works on nothing any more.</summary>
    public void Leave(string holder)
    {
        _bytes.Leave(holder);
        _requests.Leave(holder);
    }

    // Both tables give their grants together, so they have the same number.
    private RateShare Share(ShareGrant bytes, ShareGrant requests) => new(_activation, bytes.Number, bytes.PerSecond, requests.PerSecond);

    private (double Bytes, double Requests) Limits(JobState state)
    {
        if (_limits is not { } known || !ReferenceEquals(known.Config, state.Config))
        {
            _limits = known = (state.Config, JobConfigs.Spec(state).Limits);
        }

        var now = time.GetUtcNow();
        return (known.Spec.Bandwidth?.At(now).PerSecond ?? double.PositiveInfinity, known.Spec.Requests?.At(now).PerSecond ?? double.PositiveInfinity);
    }
}
