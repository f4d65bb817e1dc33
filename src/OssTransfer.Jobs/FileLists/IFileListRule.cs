namespace OssTransfer.Jobs.FileLists;

/// <summary>What the paths of a list mean as keys. Pure; may be used by many at once.</summary>
public interface IFileListRule
{
    /// <summary>The object that a line without problem names, or why it names none.</summary>
    FileListProblem Read(in FileListLine line, out FileListKey key);
}
