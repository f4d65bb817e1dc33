namespace OssTransfer.Storage;

/// <summary>A body in memory. The memory must stay untouched until the write has ended.</summary>
public sealed class MemoryBody(ReadOnlyMemory<byte> content) : UploadBody
{
    /// <inheritdoc/>
    public override long Length => content.Length;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? Memory => content;

    /// <inheritdoc/>
    public override Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination.WriteAsync(content, cancellationToken).AsTask();
    }
}
