namespace OssTransfer.Storage;

/// <summary>Writes and deletes whole objects. Repeating a call is harmless; the last writer wins.</summary>
public interface IObjectWriter
{
    /// <summary>Writes the object in one request: afterwards it is there whole, or an exception was thrown. A lost answer may have written it.</summary>
    Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes the object; one that isn't there is deleted already.</summary>
    Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken);
}
