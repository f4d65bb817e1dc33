using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Processes;

/// <summary>Says which process supervises a home's silo.</summary>
internal static class SupervisorLock
{
    public static async Task<ProcessLock> AcquireAsync(HomeDirectory home, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessLock.TryAcquireAsync(PathIn(home), PidPath(home), cancellationToken)
                ?? throw new CliException(
                    ExitCode.NotAllowed,
                    $"Process {FindHolder(home)} already supervises the silo of the home {home.Path}. End it with {Advice.Of("stop")}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Error, $"{PathIn(home)} can't be written: {e.Message}");
        }
    }

    /// <summary>The supervisor of a home; null where none lives, 0 where its id is not written yet.</summary>
    /// <exception cref="HomeException">This user may not look into the home.</exception>
    public static int? FindHolder(HomeDirectory home)
    {
        home.RefuseClosed();
        return ProcessLock.FindHolder(PathIn(home), PidPath(home));
    }

    public static string PathIn(HomeDirectory home) => Path.Combine(home.ConfPath, "supervisor.lock");

    private static string PidPath(HomeDirectory home) => Path.Combine(home.ConfPath, "supervisor.pid");
}
