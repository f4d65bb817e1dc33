using OssTransfer.Transfer.Guard;

namespace OssTransfer.Grains.Workers.Open;

/// <summary>
/// This silo's right to write for one job: it ends by itself unless it is renewed in time. Counted from when a renewal was sent, less the age of
/// what proves that the grain that answered was the one to ask, on a clock that also counts while the machine sleeps.
/// </summary>
internal sealed class JobLease(TimeSpan duration, TimeProvider clock) : ILease, IDisposable
{
    private readonly CancellationTokenSource _lost = new(Timeout.InfiniteTimeSpan, clock);
    private readonly Lock _gate = new();
    private long _until;

    /// <inheritdoc/>
    public bool IsHeld => !_lost.IsCancellationRequested && clock.GetTimestamp() < Volatile.Read(ref _until);

    /// <inheritdoc/>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Counts on from this timestamp. A lease that has ended stays ended.</summary>
    public void Renew(long from)
    {
        lock (_gate)
        {
            var until = from + (long)(duration.TotalSeconds * clock.TimestampFrequency);
            if (until > _until && !_lost.IsCancellationRequested)
            {
                Volatile.Write(ref _until, until);
                var left = clock.GetElapsedTime(clock.GetTimestamp(), until);
                if (left <= TimeSpan.Zero)
                {
                    _lost.Cancel();
                }
                else
                {
                    _lost.CancelAfter(left);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lost.Dispose();
}
