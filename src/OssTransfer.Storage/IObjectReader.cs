namespace OssTransfer.Storage;

/// <summary>Lists and reads objects. Everything here is idempotent.</summary>
public interface IObjectReader
{
    /// <summary>
    /// Lists keys under a prefix, page by page, until a page without <see cref="ListPage.Next"/>.
    /// A store whose traits promise an order fails with <see cref="StorageErrorKind.ListingBroken"/> at a key that is not greater than the one before,
    /// and at a page that claims to go on without saying where. An end without exception is a complete listing.
    /// </summary>
    IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken);

    /// <summary>The object's headers; null where there is no such object.</summary>
    Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Opens an object. Throws <see cref="StorageErrorKind.NotFound"/>, <see cref="StorageErrorKind.SourceChanged"/>,
    /// <see cref="StorageErrorKind.NeedsRestore"/>.
    /// </summary>
    Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken);
}
