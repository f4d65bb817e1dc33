using OssTransfer.Storage;
using OssTransfer.Transfer.Progress;

namespace OssTransfer.Transfer.Guard;

/// <summary>Reads one open body, cuts it when it stands still for too long, and sees when it is slow. Time spent outside a read does not count.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly GuardOptions _options;
    private readonly WaitClock _clock;
    private readonly TimeSpan _slowAfter;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _cut;
    private ITimer? _timer;
    private volatile bool _hasStalled;
    private TimeSpan _waited;
    private long _bytes;
    private StorageException? _slow;

    /// <param name="options">The bounds.</param>
    /// <param name="clock">Runs while a read waits.</param>
    /// <param name="slowAfter">How long it must be below the least rate to count as slow.</param>
    /// <param name="caller">Whose reads it usually serves.</param>
    public StallWatch(GuardOptions options, WaitClock clock, TimeSpan slowAfter, CancellationToken caller)
    {
        _options = options;
        _clock = clock;
        _slowAfter = slowAfter;
        _caller = caller;
        _cut = CancellationTokenSource.CreateLinkedTokenSource(caller);
    }

    /// <summary>It stood still and was cut.</summary>
    public bool HasStalled => _hasStalled;

    /// <summary>How slow the body was, once after each time that it was; null: it isn't.</summary>
    public StorageException? TakeSlowness()
    {
        var slow = _slow;
        _slow = null;
        return slow;
    }

    public ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _clock.Begin();
        ValueTask<int> read;
        try
        {
            read = content.ReadAsync(buffer, _cut.Token);
        }
        catch
        {
            _clock.End();
            throw;
        }

        if (!read.IsCompletedSuccessfully)
        {
            return WaitAsync(read, cancellationToken);
        }

        _clock.End();
        return read;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _cut.Dispose();
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        var from = _options.Time.GetTimestamp();
        try
        {
            return await WatchAsync(read, from, cancellationToken);
        }
        finally
        {
            _clock.End();
        }
    }

    private async ValueTask<int> WatchAsync(ValueTask<int> read, long from, CancellationToken cancellationToken)
    {
        _timer ??= _options.Time.CreateTimer(static watch => ((StallWatch)watch!).Stall(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_options.StallTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            // A caller that changes its token between reads still gets its cancellation.
            using var late = cancellationToken == _caller
                ? default
                : cancellationToken.UnsafeRegister(static cut => ((CancellationTokenSource)cut!).Cancel(), _cut);
            var bytes = await read;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            CheckRate(bytes, _options.Time.GetElapsedTime(from));
            return bytes;
        }
        catch (Exception e) when (_hasStalled && e is OperationCanceledException or StorageException { IsTransient: true })
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StorageException(StorageErrorKind.Transient, $"the body stood still for {_options.StallTimeout.TotalSeconds:0} s", e);
        }
    }

    private void Stall()
    {
        _hasStalled = true;
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The read had ended just before.
        }
    }

    private void CheckRate(int bytes, TimeSpan waited)
    {
        _waited += waited;
        _bytes += bytes;
        if (_waited < _slowAfter)
        {
            return;
        }

        if (bytes > 0 && _bytes < _options.SlowBytesPerSecond * _waited.TotalSeconds)
        {
            _slow = new(StorageErrorKind.Transient, $"the body crawled at {_bytes / _waited.TotalSeconds:0} bytes per second");
        }

        _waited = TimeSpan.Zero;
        _bytes = 0;
    }
}
