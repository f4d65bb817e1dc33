namespace OssTransfer.Storage.Cloud.Http;

/// <summary>
/// An answer's body. A body that is cut, or gives no byte for the stall limit, ends in a <see cref="StorageException"/>, never as if it were whole.
/// </summary>
internal sealed class AnswerStream : Stream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _inner;
    private readonly long? _length;
    private readonly CloudOperation _what;
    private readonly TimeSpan _stallLimit;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stall = new();
    private ITimer? _timer;
    private long _read;

    public AnswerStream(HttpResponseMessage response, CloudOperation what, TimeSpan stallLimit, TimeProvider time)
    {
        _response = response;
        _inner = response.Content.ReadAsStream();
        _length = response.Content.Headers.ContentLength;
        _what = what;
        _stallLimit = stallLimit;
        _time = time;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask<int> pending;
        try
        {
            pending = _inner.ReadAsync(buffer, _stall.Token);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // What has arrived already and is no HTTP fails at once.
            throw NetworkFailures.InAnswer(_what, _read, e);
        }

        return pending.IsCompletedSuccessfully
            ? ValueTask.FromResult(Count(pending.Result, buffer.Length))
            : AwaitAsync(pending, buffer.Length, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Answers are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _response.Dispose();
            _timer?.Dispose();
            _stall.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> pending, int room, CancellationToken cancellationToken)
    {
        _timer ??= _time.CreateTimer(Cancel, _stall, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(_stallLimit, Timeout.InfiniteTimeSpan);
        await using var link = cancellationToken.UnsafeRegister(Cancel, _stall);
        try
        {
            var count = await pending;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return Count(count, room);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageException(
                StorageErrorKind.Transient, $"{_what}: no byte for {_stallLimit.TotalSeconds:0} s after {_read}, the answer was cut", e);
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw NetworkFailures.InAnswer(_what, _read, e);
        }
    }

    private static void Cancel(object? source)
    {
        try
        {
            ((CancellationTokenSource)source!).Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The body had ended just before.
        }
    }

    private int Count(int count, int room)
    {
        _read += count;
        if (count == 0 && room > 0 && _read < _length)
        {
            throw new StorageException(StorageErrorKind.Transient, $"{_what}: the answer ended after {_read} of {_length} bytes");
        }

        return count;
    }
}
