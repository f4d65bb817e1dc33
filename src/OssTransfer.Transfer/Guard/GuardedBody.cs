using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>A body on its way out, for one try: checks the lease at every read and counts what is sent.</summary>
internal sealed class GuardedBody(UploadBody inner, RequestKind operation, StoreGuard guard) : UploadBody
{
    private const int SliceBytes = 256 << 10;

    public override long Length => inner.Length;

    public override ReadOnlyMemory<byte>? Memory
    {
        get
        {
            CheckLease();
            return inner.Memory;
        }
    }

    public override void Passed(long bytes) => inner.Passed(bytes);

    public override void WentOut(long bytes)
    {
        guard.Meter.Written(bytes);
        inner.WentOut(bytes);
    }

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        if (inner.Memory is not { } memory)
        {
            // While the source is read for it, it isn't the destination that is waited for.
            guard.Meter.Answers.End();
            try
            {
                await inner.WriteToAsync(new CheckedStream(destination, this), cancellationToken);
            }
            finally
            {
                guard.Meter.Answers.Begin();
            }

            return;
        }

        for (var rest = memory; rest.Length > 0; rest = rest[Math.Min(SliceBytes, rest.Length)..])
        {
            CheckLease();
            await destination.WriteAsync(rest[..Math.Min(SliceBytes, rest.Length)], cancellationToken);
        }
    }

    private async ValueTask WriteAsync(Stream destination, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        guard.Meter.Answers.Begin();
        try
        {
            await destination.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            guard.Meter.Answers.End();
        }
    }

    private void CheckLease() => guard.CheckLease(operation);

    /// <summary>Passes writes on while the lease is held.</summary>
    private sealed class CheckedStream(Stream inner, GuardedBody body) : WriteOnlyStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            body.CheckLease();
            return body.WriteAsync(inner, buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    }
}
