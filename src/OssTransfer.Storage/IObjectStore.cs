namespace OssTransfer.Storage;

/// <summary>
/// A place that holds objects. Abilities are parts (null: cannot), facts are <see cref="Traits"/>.
/// All members may be called at the same time. Failures are <see cref="StorageException"/>; nothing here retries.
/// </summary>
public interface IObjectStore : IAsyncDisposable
{
    /// <summary>Facts; never change during the store's life.</summary>
    StoreTraits Traits { get; }

    /// <summary>Lists and reads.</summary>
    IObjectReader Reader { get; }

    /// <summary>Writes and deletes whole objects; null for read-only places.</summary>
    IObjectWriter? Writer { get; }

    /// <summary>Writes objects in parts.</summary>
    IMultipartWriter? Multipart { get; }

    /// <summary>Copies inside the service.</summary>
    IObjectCopier? Copier { get; }

    /// <summary>Reads the ACLs of objects; null where they have none, or where nothing asks for it yet.</summary>
    IAclReader? Acls => null;

    /// <summary>The store's clock less ours, from the last answer that had a time; null before one.</summary>
    TimeSpan? ClockOffset { get; }
}
