namespace OssTransfer.Storage;

/// <summary>What is written: knows its length and can be read again from the start, so that a retry is always right.</summary>
public abstract class UploadBody
{
    /// <summary>Bytes, exactly.</summary>
    public abstract long Length { get; }

    /// <summary>The whole body where it lies in memory, so that it can be hashed and written without a copy; null for a streamed one.</summary>
    public virtual ReadOnlyMemory<byte>? Memory => null;

    /// <summary>Writes all bytes, each call from the start. Throws where the source fails; then nothing counts as written.</summary>
    public abstract Task WriteToAsync(Stream destination, CancellationToken cancellationToken);

    /// <summary>Told by the store while it sends the body: so many bytes of this try so far.</summary>
    public virtual void Passed(long bytes)
    {
    }

    /// <summary>
    /// Told by the store each time that it has sent the body, or begun to: so many bytes were handed to the connection or the file. What is read for a
    /// signature isn't sent.
    /// </summary>
    public virtual void WentOut(long bytes)
    {
    }
}
