using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Sorting;

namespace OssTransfer.Cli.Lists;

/// <summary>Sorts a list of any length by key, then by line.</summary>
internal static class ListSorter
{
    private const long BytesInMemory = 128 << 20;

    /// <summary>A sorter for one list; what doesn't fit into memory waits in the system's directory for temporary files.</summary>
    public static PieceSorter<ListedObject> Create(long maxBytes = BytesInMemory) => new(new ListedObjectFormat(), maxBytes, Path.GetTempPath());
}
