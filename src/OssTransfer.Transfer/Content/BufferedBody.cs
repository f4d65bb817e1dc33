namespace OssTransfer.Transfer.Content;

/// <summary>A body in rented memory.</summary>
internal sealed class BufferedBody(ReadOnlyMemory<byte> content) : SentBody
{
    public override long Length => content.Length;

    public override ReadOnlyMemory<byte>? Memory => content;

    public override Task WriteToAsync(Stream destination, CancellationToken cancellationToken) => destination.WriteAsync(content, cancellationToken).AsTask();
}
