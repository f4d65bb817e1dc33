using Microsoft.Extensions.Logging;

namespace OssTransfer.Silo.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(5000, LogLevel.Information, "Silo {Name} is ready on home {Home}: API {Api}, silo port {SiloPort}, process {Pid}")]
    public static partial void Ready(ILogger logger, string name, string home, string api, int siloPort, int pid);

    [LoggerMessage(
        5006,
        LogLevel.Information,
        "This process may open {Files} files and connections: the API takes {Api} connections at once, the silo port {Unauthenticated} that are not authenticated")]
    public static partial void Limits(ILogger logger, string files, int api, int unauthenticated);

    [LoggerMessage(5001, LogLevel.Information, "Silo {Name} stops and hands its work back")]
    public static partial void Stopping(ILogger logger, string name);

    [LoggerMessage(5002, LogLevel.Information, "Silo {Name} has stopped")]
    public static partial void Stopped(ILogger logger, string name);

    [LoggerMessage(5003, LogLevel.Warning, "{File} of the original tool is not read")]
    public static partial void OriginalSettings(ILogger logger, string file);

    [LoggerMessage(
        5004,
        LogLevel.Warning,
        "The connection with {Remote} ended before it began: the other side did not prove to be a silo of this cluster, or this one could not. A silo of this cluster needs the same cluster file; the log's line before this one says what failed")]
    public static partial void NotASilo(ILogger logger, string remote);

    [LoggerMessage(5007, LogLevel.Information, "All {Threads} threads of the pool wait, as for a disk that does not answer; it may have {More} from now on")]
    public static partial void PoolGrows(ILogger logger, int threads, int more);
}
