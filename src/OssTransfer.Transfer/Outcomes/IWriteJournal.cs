namespace OssTransfer.Transfer.Outcomes;

/// <summary>Remembers which versions of the source are written, beyond those that the items name.</summary>
public interface IWriteJournal
{
    /// <summary>
    /// Makes durable that a version other than the item's is going to be written; the write begins after that, so that whatever a crash leaves at the
    /// destination is known as ours. Throws a <see cref="Storage.StorageException"/> where it can't be, which ends the object's attempt without a write.
    /// </summary>
    Task NoteAsync(int index, SourceVersion version, CancellationToken cancellationToken);
}
