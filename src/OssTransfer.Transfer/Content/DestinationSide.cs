using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Content;

/// <summary>Marks failures of the side that is written to, so that they are not taken for the source's.</summary>
internal sealed class DestinationSide(Stream inner) : WriteOnlyStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new FailedException(e);
        }
    }

    internal sealed class FailedException(Exception inner) : Exception("the destination failed", inner);
}
