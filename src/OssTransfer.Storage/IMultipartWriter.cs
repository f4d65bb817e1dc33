namespace OssTransfer.Storage;

/// <summary>Writes an object in parts that may arrive in any order and at the same time.</summary>
public interface IMultipartWriter
{
    /// <summary>Starts an upload and names it. Repeating it makes another upload.</summary>
    Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken);

    /// <summary>Writes a part; the same number again replaces it.</summary>
    /// <returns>The part as the store has it.</returns>
    Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken);

    /// <summary>The parts the store has, by number; throws <see cref="StorageErrorKind.UploadGone"/> where the upload isn't there.</summary>
    IAsyncEnumerable<UploadedPart> ListPartsAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the object of exactly these parts (ascending numbers). An error inside a 200 answer is thrown. A lost answer may have completed it.
    /// </summary>
    Task<WriteResult> CompleteAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken);

    /// <summary>Drops the upload and its parts; one that isn't there is dropped already.</summary>
    Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken);

    /// <summary>Uploads that are neither completed nor aborted, under a prefix: for reports only, they may be another program's.</summary>
    IAsyncEnumerable<PendingUpload> ListUploadsAsync(ObjectKey prefix, CancellationToken cancellationToken);
}
