namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>A body that says how many bytes it has, gives so many, and remembers what it was told of.</summary>
internal sealed class CountedBody(long length, int given) : UploadBody
{
    public long Out { get; private set; }

    public override long Length => length;

    public override void WentOut(long bytes) => Out += bytes;

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken) =>
        await destination.WriteAsync(new byte[given], cancellationToken);
}
