using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Cli.FileLists;

/// <summary>What an inventory says of an object that its bucket held.</summary>
/// <param name="Key">Its key; empty where the row names none, which is a bad line then.</param>
/// <param name="Size">Its bytes; null where the row doesn't say.</param>
/// <param name="Facts">Time and ETag; null where the row doesn't say both.</param>
internal readonly record struct InventoryRow(ObjectKey Key, long? Size, InventoryFacts? Facts)
{
    /// <summary>A row of an object that one gets who asks for its key: no version before, and no marker of one that was deleted.</summary>
    public static bool IsCurrent(bool? isLatest, bool? isDeleteMarker) => isLatest != false && isDeleteMarker != true;
}
