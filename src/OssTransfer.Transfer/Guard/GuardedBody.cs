using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>A body on its way out, for one try: checks the lease at every read and counts what is sent.</summary>
internal sealed class GuardedBody : UploadBody
{
    private const int SliceBytes = 256 << 10;

    private readonly UploadBody _inner;
    private readonly RequestKind _operation;
    private readonly StoreGuard _guard;

    private GuardedBody(UploadBody inner, RequestKind operation, StoreGuard guard)
    {
        _inner = inner;
        _operation = operation;
        _guard = guard;
    }

    public override long Length => _inner.Length;

    public override ReadOnlyMemory<byte>? Memory
    {
        get
        {
            _guard.CheckLease(_operation);
            return _inner.Memory;
        }
    }

    /// <summary>A try begins: its bytes count as sent, whatever becomes of them.</summary>
    public static GuardedBody Begin(UploadBody body, RequestKind operation, StoreGuard guard)
    {
        (body as ITalliedBody)?.SendBegins();
        guard.Meter.Written(body.Length);
        return new(body, operation, guard);
    }

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        if (_inner.Memory is not { } memory)
        {
            await _inner.WriteToAsync(new CheckedStream(destination, this), cancellationToken);
            return;
        }

        for (var rest = memory; rest.Length > 0; rest = rest[Math.Min(SliceBytes, rest.Length)..])
        {
            _guard.CheckLease(_operation);
            await destination.WriteAsync(rest[..Math.Min(SliceBytes, rest.Length)], cancellationToken);
        }
    }

    /// <summary>Passes writes on while the lease is held.</summary>
    private sealed class CheckedStream(Stream inner, GuardedBody body) : WriteOnlyStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            body._guard.CheckLease(body._operation);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    }
}
