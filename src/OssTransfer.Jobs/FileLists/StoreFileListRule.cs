using System.Text.Unicode;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>Buckets: a path is the whole key, and it must lie under the source's prefix.</summary>
/// <param name="mapping">The job's prefixes.</param>
public sealed class StoreFileListRule(KeyMapping mapping) : IFileListRule
{
    /// <inheritdoc/>
    public FileListProblem Read(in FileListLine line, out FileListKey key)
    {
        key = default;
        if (!line.IsEscaped && !Utf8.IsValid(line.Path))
        {
            return FileListProblem.WrongEncoding;
        }

        var source = new ObjectKey(line.Path);
        if (mapping.FromSource(source) is not { } relative)
        {
            return FileListProblem.OutsidePrefix;
        }

        key = new(source, relative);
        return FileListProblem.None;
    }
}
