using System.Text;
using OssTransfer.Storage.Files;
using Serilog.Sinks.File;

namespace OssTransfer.Silo.Hosting;

/// <summary>Log files are their owner's alone, whatever the umask, those of earlier versions included.</summary>
internal sealed class PrivateLogFiles : FileLifecycleHooks
{
    public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
    {
        PrivateFiles.Close(path);
        return underlyingStream;
    }
}
