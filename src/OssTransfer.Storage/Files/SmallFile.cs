using System.Text;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Storage.Files;

/// <summary>
/// Reads what an option names: an ordinary file of at most 1 MiB. A pipe has no end that could be waited for, a device none at all, and neither is opened;
/// except a pipe that the user of this process passes, who can also end it.
/// </summary>
public static class SmallFile
{
    /// <summary>Bytes of a file at most.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The file's content.</summary>
    /// <exception cref="IOException">It is no ordinary file, is too long, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a directory.</exception>
    public static byte[] ReadBytes(string path)
    {
        RefuseOdd(path);
        return ReadToEnd(path);
    }

    /// <summary>The same of a pipe, as long as that takes.</summary>
    /// <inheritdoc cref="ReadBytes"/>
    public static byte[] ReadPipe(string path) => ReadToEnd(path);

    /// <summary>A pipe, with or without a name: <c>/dev/stdin</c> behind one, what <c>&lt;(...)</c> stands for.</summary>
    public static bool IsPipe(string path) => FileIdentity.IsPipe(path);

    private static byte[] ReadToEnd(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (file.Read(buffer) is > 0 and var count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaxBytes)
            {
                throw new IOException("it is longer than 1 MiB");
            }
        }

        return content.ToArray();
    }

    /// <summary>The file's text, in UTF-8, or as its mark says.</summary>
    /// <inheritdoc cref="ReadBytes"/>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(new MemoryStream(ReadBytes(path)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Refuses what is there, but is neither an ordinary file nor a directory, before it is opened: that alone may wait for ever.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public static void RefuseOdd(string path)
    {
        if (FileIdentity.KindOf(path) is FileKind.Special)
        {
            throw new IOException("it is no ordinary file, but a pipe, a device or a socket");
        }
    }
}
