namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>A body that isn't in memory as a whole: it comes in small pieces, may say a wrong length and may break.</summary>
public sealed class StreamedBody(byte[] content) : UploadBody
{
    /// <summary>Bytes after which the body's source fails; null never.</summary>
    public int? BreaksAfter { get; init; }

    public long? SaysLength { get; init; }

    public override long Length => SaysLength ?? content.Length;

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var piece in content.Chunk(1000))
        {
            if (sent >= BreaksAfter)
            {
                throw new StorageException(StorageErrorKind.Transient, "the body's source broke");
            }

            await destination.WriteAsync(piece, cancellationToken);
            sent += piece.Length;
        }
    }
}
