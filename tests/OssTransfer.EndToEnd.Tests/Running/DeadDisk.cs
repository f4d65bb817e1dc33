using System.Diagnostics;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>
/// A file system on a directory that never answers, as a network share whose server is gone: whoever looks at it waits in the kernel.
/// Only root may mount one: elsewhere the test is skipped. When it goes, those who wait get an error, and what was there before is there again.
/// </summary>
internal sealed class DeadDisk : IDisposable
{
    private readonly string _path;
    private readonly Process _server;

    private DeadDisk(string path, Process server) => (_path, _server) = (path, server);

    /// <summary>Skips the test where no such file system can be mounted.</summary>
    public static void SkipUnlessPossible() =>
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/dev/fuse"), "This user may not mount a file system, or there is no /dev/fuse.");

    public static DeadDisk Mount(string path)
    {
        // The server that never answers is a shell that holds the kernel's questions open.
        const string Script = "exec 9<>/dev/fuse && mount -i -t fuse -o fd=9,rootmode=40000,user_id=0,group_id=0 dead \"$1\" && echo mounted && exec cat";
        var start = new ProcessStartInfo("/bin/bash", ["-c", Script, "bash", path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var server = Process.Start(start)!;
        Assert.Equal("mounted", server.StandardOutput.ReadLine());
        return new(path, server);
    }

    public void Dispose()
    {
        using (var umount = Process.Start("umount", ["-l", _path]))
        {
            umount.WaitForExit();
        }

        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }
}
