using System.Globalization;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Processes;

/// <summary>Tells who supervises a home's silo: a lock that lasts as long as the process, however that ends, and its id in a file beside it.</summary>
internal sealed class SupervisorLock : IDisposable
{
    private readonly FileStream _file;

    private SupervisorLock(FileStream file) => _file = file;

    public static SupervisorLock Acquire(HomeDirectory home)
    {
        try
        {
            var file = new FileStream(LockPath(home), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(PidPath(home), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new SupervisorLock(file);
        }
        catch (IOException)
        {
            throw new CliException(
                ExitCode.NotAllowed, $"Process {ReadPid(home)} already supervises the silo of the home {home.Path}. End it with {Advice.Of("stop")}.");
        }
    }

    /// <summary>The supervisor of a home; null where none lives, 0 where its id is not written yet.</summary>
    public static int? FindHolder(HomeDirectory home)
    {
        if (!File.Exists(LockPath(home)))
        {
            return null;
        }

        try
        {
            using var free = new FileStream(LockPath(home), FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return ReadPid(home);
        }
    }

    public void Dispose() => _file.Dispose();

    private static int ReadPid(HomeDirectory home)
    {
        try
        {
            return int.TryParse(File.ReadAllText(PidPath(home)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string LockPath(HomeDirectory home) => Path.Combine(home.ConfPath, "supervisor.lock");

    private static string PidPath(HomeDirectory home) => Path.Combine(home.ConfPath, "supervisor.pid");
}
