using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>Reads one open body and cuts it when it stands still, or crawls, for too long. Time spent outside a read does not count.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly GuardOptions _options;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stalled;
    private readonly CancellationTokenSource _linked;
    private TimeSpan _waited;
    private long _bytes;

    public StallWatch(GuardOptions options, CancellationToken caller)
    {
        _options = options;
        _caller = caller;
        _stalled = new(Timeout.InfiniteTimeSpan, options.Time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_stalled.Token, caller);
    }

    public ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = content.ReadAsync(buffer, _linked.Token);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read, cancellationToken);
    }

    public void Dispose()
    {
        _linked.Dispose();
        _stalled.Dispose();
    }

    private async ValueTask<int> WaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        var from = _options.Time.GetTimestamp();
        _stalled.CancelAfter(_options.StallTimeout);
        try
        {
            // A caller that changes its token between reads still gets its cancellation.
            using var late = cancellationToken == _caller ? default : cancellationToken.UnsafeRegister(_ => _linked.Cancel(), null);
            var bytes = await read;
            _stalled.CancelAfter(Timeout.InfiniteTimeSpan);
            CheckRate(bytes, _options.Time.GetElapsedTime(from));
            return bytes;
        }
        catch (Exception e) when (_stalled.IsCancellationRequested && e is OperationCanceledException or StorageException { IsTransient: true })
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new StorageException(StorageErrorKind.Transient, $"the body stood still for {_options.StallTimeout.TotalSeconds:0} s", e);
        }
    }

    private void CheckRate(int bytes, TimeSpan waited)
    {
        _waited += waited;
        _bytes += bytes;
        if (_waited < _options.StallTimeout)
        {
            return;
        }

        if (bytes > 0 && _bytes < _options.MinBytesPerSecond * _waited.TotalSeconds)
        {
            // What arrived is lost to the caller; the resume asks for it again.
            throw new StorageException(StorageErrorKind.Transient, $"the body crawled at {_bytes / _waited.TotalSeconds:0} bytes a second");
        }

        _waited = TimeSpan.Zero;
        _bytes = 0;
    }
}
