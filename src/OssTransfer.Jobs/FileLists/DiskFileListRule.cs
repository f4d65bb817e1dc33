using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>
/// Directories: a path that begins with <c>/</c> is that of a file under the directory, any other is a key, as error lists have it: the path beneath it.
/// The path is compared as it stands; nothing in it is resolved or removed.
/// </summary>
public sealed class DiskFileListRule : IFileListRule
{
    private readonly byte[] _root;
    private readonly FileListNames _names;

    /// <summary>The rule of a job.</summary>
    /// <param name="directory">The source's directory, absolute, with or without a final <c>/</c>.</param>
    /// <param name="nameEncoding">The encoding that names in the list may have besides UTF-8 (<c>src-name-encoding</c>); null for none.</param>
    /// <exception cref="ArgumentException">The encoding is unknown or not a superset of ASCII.</exception>
    public DiskFileListRule(string directory, string? nameEncoding)
    {
        ArgumentNullException.ThrowIfNull(directory);
        _root = Encoding.UTF8.GetBytes(directory.TrimEnd('/') + "/");
        _names = new(nameEncoding);
    }

    /// <inheritdoc/>
    public FileListProblem Read(in FileListLine line, out FileListKey key)
    {
        key = default;
        ReadOnlySpan<byte> path = line.Path;
        if (!line.IsEscaped && !_names.TryRead(ref path))
        {
            return FileListProblem.WrongEncoding;
        }

        if (path[0] == '/')
        {
            if (path.Length <= _root.Length || !path.StartsWith(_root))
            {
                return FileListProblem.OutsideDirectory;
            }

            path = path[_root.Length..];
        }

        if (!IsPlain(path))
        {
            return FileListProblem.NotPlainPath;
        }

        var relative = new ObjectKey(path);
        key = new(relative, relative);
        return FileListProblem.None;
    }

    private static bool IsPlain(ReadOnlySpan<byte> path)
    {
        foreach (var range in path.Split((byte)'/'))
        {
            var name = path[range];
            if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
            {
                return false;
            }
        }

        return true;
    }
}
