using System.Diagnostics;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>A file system of a few megabytes in memory, on a directory. Only root may mount one: elsewhere the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    public static SmallDisk Mount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", path), "This user may not mount a file system.");
        return new(path);
    }

    /// <summary>Changes the size of the file system, with all that is in it.</summary>
    public void Resize(int megabytes) => Assert.True(Run("mount", "-o", $"remount,size={megabytes}m", _path));

    public void Dispose() => Run("umount", "-l", _path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
