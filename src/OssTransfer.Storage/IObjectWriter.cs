namespace OssTransfer.Storage;

/// <summary>Writes and deletes whole objects. Repeating a call is harmless; the last writer wins.</summary>
public interface IObjectWriter
{
    /// <summary>
    /// Throws <see cref="StorageErrorKind.InvalidKey"/> where no object can have this key here, so that nothing is read for it. No request is sent for that:
    /// what only the service knows, it says when the object is written.
    /// </summary>
    Task CheckAsync(ObjectKey key, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes the object in one request: afterwards it is there whole, or an exception was thrown. A lost answer may have written it.</summary>
    Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes the object; one that isn't there is deleted already.</summary>
    Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken);
}
