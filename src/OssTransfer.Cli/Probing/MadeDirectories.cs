using System.Text;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>The directories that a probe's object makes under a disk destination, so that they go with it. Those that were there stay.</summary>
internal sealed class MadeDirectories
{
    private readonly List<string> _missing = [];

    /// <summary>Looks which directories of a key are missing.</summary>
    public MadeDirectories(DiskSpec disk, ObjectKey key)
    {
        var segments = Encoding.UTF8.GetString(key.Bytes).Split('/')[..^1];
        for (var i = 1; i <= segments.Length; i++)
        {
            var path = Path.Combine([disk.Path, .. segments.Take(i)]);
            if (!Directory.Exists(path))
            {
                _missing.Add(path);
            }
        }
    }

    /// <summary>Removes them, the deepest first; one that isn't empty any more has another use by now.</summary>
    public void Remove()
    {
        foreach (var path in Enumerable.Reverse(_missing).Where(Directory.Exists))
        {
            try
            {
                Directory.Delete(path);
            }
            catch (IOException)
            {
                return;
            }
        }
    }
}
