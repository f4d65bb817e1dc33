using System.Globalization;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Processes;

/// <summary>Tells who supervises a home's silo: a file with the process id, locked as long as that process lives, however it ends.</summary>
internal sealed class SupervisorLock : IDisposable
{
    private readonly FileStream _file;

    private SupervisorLock(FileStream file) => _file = file;

    public static SupervisorLock Acquire(HomeDirectory home)
    {
        try
        {
            var file = new FileStream(PathIn(home), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new SupervisorLock(file);
        }
        catch (IOException)
        {
            throw new CliException(ExitCode.NotAllowed, $"Process {FindHolder(home)} already supervises the silo of the home {home.Path}. End it with 'osstransfer stop'.");
        }
    }

    /// <summary>The supervisor of a home; null where none lives.</summary>
    public static int? FindHolder(HomeDirectory home)
    {
        if (!File.Exists(PathIn(home)))
        {
            return null;
        }

        try
        {
            using var free = new FileStream(PathIn(home), FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException)
        {
            // Sharing everything takes no lock, so the holder's id can be read.
            using var held = new FileStream(PathIn(home), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(held);
            return int.TryParse(reader.ReadToEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PathIn(HomeDirectory home) => Path.Combine(home.ConfPath, "supervisor.pid");
}
