using System.Text;

namespace OssTransfer.Silo.Hosting;

/// <summary>Files and directories that only their owner may read.</summary>
internal static class PrivateFiles
{
    public const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode0700 = FileMode0600 | UnixFileMode.UserExecute;
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

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

    /// <summary>Takes the rights of everybody else away from something that is there.</summary>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Directory.Exists(path) ? DirectoryMode0700 : FileMode0600);
        }
    }

    /// <summary>The file's text; where there is none, it is made from <paramref name="create"/> first, whole or not at all.</summary>
    public static string ReadOrCreate(string path, Func<string> create)
    {
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
        // A new file, never what somebody's link leads to.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode0600;
        }

        var part = path + ".part";
        File.Delete(part);
        using (var stream = new FileStream(part, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    public static bool IsDiskFull(Exception exception) => exception is IOException { HResult: NoSpaceLeft or QuotaExceeded };
}
