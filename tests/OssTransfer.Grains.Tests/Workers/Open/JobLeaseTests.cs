using Microsoft.Extensions.Time.Testing;
using OssTransfer.Grains.Workers.Open;

namespace OssTransfer.Grains.Tests.Workers.Open;

public sealed class JobLeaseTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly JobLease _lease;

    public JobLeaseTests() => _lease = new(TimeSpan.FromSeconds(6), _clock);

    public void Dispose() => _lease.Dispose();

    [Fact]
    public void It_counts_from_the_timestamp_that_it_is_renewed_from()
    {
        _lease.Renew(_clock.GetTimestamp() - (2 * _clock.TimestampFrequency));

        _clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.True(_lease.IsHeld);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(_lease.IsHeld);
    }

    [Fact]
    public void An_answer_that_is_older_than_the_lease_ends_a_new_one_at_once()
    {
        _lease.Renew(_clock.GetTimestamp() - (7 * _clock.TimestampFrequency));

        Assert.False(_lease.IsHeld);
        Assert.True(_lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public void An_older_answer_does_not_shorten_it()
    {
        _lease.Renew(_clock.GetTimestamp());
        _lease.Renew(_clock.GetTimestamp() - (5 * _clock.TimestampFrequency));

        _clock.Advance(TimeSpan.FromSeconds(5.9));

        Assert.True(_lease.IsHeld);
    }
}
