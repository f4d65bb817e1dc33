using System.Diagnostics;
using System.Text;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>A directory of one test. Names are bytes: what .NET's strings can't say is made through libc.</summary>
internal sealed class TestDirectory : IDisposable
{
    public TestDirectory() => Path = Directory.CreateTempSubdirectory("osstransfer-disk-").FullName;

    public string Path { get; }

    public static byte[] Bytes(string latin1) => Encoding.Latin1.GetBytes(latin1);

    /// <summary>Writes a file and the directories to it.</summary>
    public string Write(string name, string content = "x")
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Writes an empty file whose name is these bytes; directories to it are made too.</summary>
    public void WriteRaw(byte[] name)
    {
        for (var slash = Array.IndexOf(name, (byte)'/'); slash >= 0; slash = Array.IndexOf(name, (byte)'/', slash + 1))
        {
            Posix.Mkdir(FullRaw(name[..slash]));
        }

        Posix.CreateFile(FullRaw(name));
    }

    public void Link(string name, string target) => File.CreateSymbolicLink(System.IO.Path.Combine(Path, name), target);

    public string[] AllFiles() =>
        [.. Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        // Directory.Delete can't name what isn't UTF-8.
        using var remove = Process.Start("rm", ["-rf", "--", Path]);
        remove.WaitForExit();
    }

    private byte[] FullRaw(byte[] name) => [.. Encoding.UTF8.GetBytes(Path + "/"), .. name, 0];
}
