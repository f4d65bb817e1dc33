namespace OssTransfer.Storage;

/// <summary>Reads who may read an object, at one request per object. Idempotent.</summary>
public interface IAclReader
{
    /// <summary>
    /// The object's ACL. Throws <see cref="StorageErrorKind.NotFound"/>, and <see cref="StorageErrorKind.Unsupported"/> where the service keeps none.
    /// </summary>
    Task<ObjectAcl> ReadAsync(ObjectKey key, CancellationToken cancellationToken);
}
