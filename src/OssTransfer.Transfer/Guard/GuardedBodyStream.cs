using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Transfer.Guard;

/// <summary>
/// A body that is being read: cut when it stalls, resumed at its offset with If-Match when it breaks off, limited in bytes per second, counted.
/// It is given up after some tries, or the time for them, that brought nothing; what brings something may go on for as long as it takes. One reader at a time.
/// </summary>
internal sealed class GuardedBodyStream(GuardedReader reader, ReadRequest request, ObjectBody body, StoreGuard guard) : ReadOnlyStream
{
    // Less than this is no progress: a store that breaks off after every few bytes can't be read from.
    private const long ProgressBytes = 16 << 10;
    private const int MostDoublings = 6;

    private readonly ObjectInfo _info = body.Info;
    private readonly long? _length = body.Length;
    private ObjectBody? _body = body;
    private StallWatch? _watch;
    private long _position;
    private long _resumedAt = -ProgressBytes;
    private int _resumes;
    private long _stuckSince;
    private int _slowCuts;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _length || buffer.Length == 0)
        {
            // What a store does at the end of a body (a disk checks whether the file changed) happens at this read.
            return buffer.Length == 0 ? 0 : await ReadEndAsync(buffer, cancellationToken);
        }

        while (true)
        {
            try
            {
                var read = await ReadInnerAsync(buffer, cancellationToken);
                if (read == 0 && _length is { } length && _position < length)
                {
                    throw new StorageException(StorageErrorKind.Transient, $"the body ended after {_position} of {length} bytes");
                }

                return await CountAsync(read, cancellationToken);
            }
            catch (StorageException e) when (CanResume(e))
            {
                await ResumeAsync(e, cancellationToken);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    private async ValueTask CloseAsync()
    {
        _watch?.Dispose();
        _watch = null;
        if (_body is { } open)
        {
            _body = null;
            await open.DisposeAsync();
        }
    }

    private async ValueTask<int> ReadEndAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadInnerAsync(buffer, cancellationToken);
        }
        catch (StorageException e) when (e.IsTransient)
        {
            // All bytes are here; how the connection ends does not matter.
            return 0;
        }
    }

    private ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_body is null)
        {
            throw new StorageException(StorageErrorKind.Transient, "the body was closed");
        }

        // Where a new connection is as slow, the network is slow: each one is given more time than the one before.
        _watch ??= new(guard.Options, guard.Meter.Answers, guard.Options.StallTimeout * (1 << Math.Min(_slowCuts, MostDoublings)), cancellationToken);
        if (_watch.TakeSlowness() is { } slow && !guard.LowerConcurrency() && CanResume(slow))
        {
            _slowCuts++;
            throw slow;
        }

        return _watch.ReadAsync(_body.Content, buffer, cancellationToken);
    }

    private async ValueTask<int> CountAsync(int read, CancellationToken cancellationToken)
    {
        _position += read;
        if (guard.Options.Limits is { } limits)
        {
            await limits.TakeBytesAsync(read, cancellationToken);
        }

        // Counted when a limit has let them through: before that, a buffer of the system was emptied, and nothing says how fast they came.
        guard.Meter.Read(read);
        return read;
    }

    /// <summary>Without a validator it is unknown whether the rest belongs to the same content.</summary>
    private bool CanResume(StorageException error) => error.IsTransient && _info is { ETag: not null, ReadsOnlyWhole: false } && _length is not null;

    private async Task ResumeAsync(StorageException error, CancellationToken cancellationToken)
    {
        if (_position - _resumedAt >= ProgressBytes)
        {
            _resumes = 0;
            _stuckSince = guard.Options.Time.GetTimestamp();
        }

        _resumes++;
        _resumedAt = _position;
        if (guard.ResumeDelay(error, _resumes, _stuckSince) is not { } delay)
        {
            throw error;
        }

        if (_watch is { HasStalled: true })
        {
            guard.LowerConcurrency();
        }

        await CloseAsync();
        await guard.WaitAsync(error, delay, cancellationToken);
        var offset = (request.Range?.Offset ?? 0) + _position;
        var rest = await OpenRestAsync(error, new(offset, _length!.Value - _position), cancellationToken);
        if (!string.Equals(rest.Info.ETag, _info.ETag, StringComparison.OrdinalIgnoreCase))
        {
            await rest.DisposeAsync();
            throw new StorageException(StorageErrorKind.SourceChanged, "the object changed while it was read");
        }

        if ((rest.Info.Size ?? _info.Size) != _info.Size)
        {
            // Another size of the same version: what is given as a slice is not to be believed.
            await rest.DisposeAsync();
            throw error;
        }

        _body = rest;
    }

    /// <summary>The rest; the error that broke the body off where the source gives no slices after all, so that it is read again from its beginning.</summary>
    private async Task<ObjectBody> OpenRestAsync(StorageException error, ByteRange rest, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.OpenInnerAsync(new(request.Key) { Range = rest, IfMatch = _info.ETag }, cancellationToken);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Unsupported)
        {
            throw error;
        }
    }
}
