using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Sorting;

namespace OssTransfer.Cli.FileLists;

/// <summary>Sorts lists of any length by key, then by line.</summary>
internal static class FileListSorter
{
    private const long BytesInMemory = 128 << 20;

    /// <summary>A sorter for one list; what doesn't fit into memory waits in the system's directory for temporary files.</summary>
    public static PieceSorter<FileListObject> Create(long maxBytes = BytesInMemory) => new(new FileListObjectFormat(), maxBytes, Path.GetTempPath());

    /// <summary>What the list at a path names, sorted, each key once.</summary>
    /// <param name="spec">The job whose list it is.</param>
    /// <param name="path">The list.</param>
    /// <param name="show">Called with how many lines were read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CliException">It can't be read.</exception>
    public static async IAsyncEnumerable<FileListObject> ReadAsync(
        JobSpec spec, string path, Action<long> show, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var sorter = Create();
        await using var list = OpenFileList.Open(path);
        using var reader = list.Reader(spec);
        for (var lines = 0L; await reader.FillAsync(cancellationToken); show(lines))
        {
            for (; reader.TryRead(out var entry); lines++)
            {
                sorter.Add(FileListObject.Of(entry));
            }
        }

        foreach (var one in FileListDuplicates.Resolve(sorter.Read()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return one;
        }
    }
}
