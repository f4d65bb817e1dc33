namespace OssTransfer.Cli.FileLists;

/// <summary>The rows of one file of an inventory, whatever its format. The caller keeps the file open, and has held it against the manifest.</summary>
internal interface IInventoryRows : IDisposable
{
    /// <summary>How far the file has been read, in bytes.</summary>
    long Position { get; }

    /// <summary>The next row of an object that the bucket still held; false where there are no more.</summary>
    /// <exception cref="InvalidDataException">The file isn't what its format says.</exception>
    /// <exception cref="NotSupportedException">It is, and is not read here.</exception>
    bool TryRead(out InventoryRow row);
}
