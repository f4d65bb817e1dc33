using System.Text;

namespace OssTransfer.Storage.Files;

/// <summary>Files and directories that only their owner may read.</summary>
public static class PrivateFiles
{
    /// <summary>Rights of a file that its owner reads and writes.</summary>
    public const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode0700 = FileMode0600 | UnixFileMode.UserExecute;
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Makes a directory for its owner alone; one that is there stays as it is.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, DirectoryMode0700);
        }
    }

    /// <summary>
    /// Takes the rights of all other users away from something that is there; not from what a link leads to, whose rights are its own.
    /// </summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows() && File.ResolveLinkTarget(path, returnFinalTarget: false) is null)
        {
            File.SetUnixFileMode(path, Directory.Exists(path) ? DirectoryMode0700 : FileMode0600);
        }
    }

    /// <summary>The file's text; where there is none, it is made from <paramref name="create"/> first, whole or not at all.</summary>
    public static string ReadOrCreate(string path, Func<string> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (!File.Exists(path))
        {
            Replace(path, create());
        }

        Close(path);
        return File.ReadAllText(path);
    }

    /// <summary>Puts a text in a file's place: synced, then renamed over it.</summary>
    public static void Replace(string path, string text)
    {
        var part = path + ".part";
        using (var stream = Create(part))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    /// <summary>Opens a new file for writing, never what a link leads to; what had its name is gone.</summary>
    public static FileStream Create(string path, FileOptions how = FileOptions.None)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = how };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode0600;
        }

        File.Delete(path);
        return new(path, options);
    }

    /// <summary>Whether a write failed for want of room.</summary>
    public static bool IsDiskFull(Exception exception) => exception is IOException { HResult: NoSpaceLeft or QuotaExceeded };
}
