using System.Text;
using System.Text.Unicode;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Jobs.FileLists;

/// <summary>Turns paths of old lists into UTF-8, name by name, exactly as the listing of a directory does.</summary>
internal sealed class FileListNames(string? encoding)
{
    private readonly NameCodec? _codec = NameCodec.Create(encoding);

    /// <summary>Makes the path UTF-8; false where a name in it is neither that nor in the encoding.</summary>
    public bool TryRead(ref ReadOnlySpan<byte> path)
    {
        if (_codec is null || Ascii.IsValid(path))
        {
            return Utf8.IsValid(path);
        }

        var converted = new List<byte>(path.Length * 2);
        foreach (var range in path.Split((byte)'/'))
        {
            var name = path[range];
            if (converted.Count > 0 || range.Start.Value > 0)
            {
                converted.Add((byte)'/');
            }

            if (_codec.ToUtf8(name) is { } utf8)
            {
                converted.AddRange(utf8);
            }
            else if (Utf8.IsValid(name))
            {
                converted.AddRange(name);
            }
            else
            {
                return false;
            }
        }

        path = converted.ToArray();
        return true;
    }
}
