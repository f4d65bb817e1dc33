using System.Net;
using Microsoft.Extensions.Logging;

namespace OssTransfer.Silo.Api;

internal static partial class ApiLog
{
    [LoggerMessage(5100, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(5101, LogLevel.Warning, "A command was carried out but not written to {File}")]
    public static partial void CommandLogFailed(ILogger logger, Exception exception, string file);

    [LoggerMessage(5103, LogLevel.Warning, "'{Command}' was carried out but is missing in the cluster's log; it is in {File}")]
    public static partial void ClusterLogFailed(ILogger logger, Exception exception, string command, string file);

    [LoggerMessage(5102, LogLevel.Information, "{Who} asked this silo to stop")]
    public static partial void StopAsked(ILogger logger, string who);

    [LoggerMessage(5104, LogLevel.Warning, "A sign-in from {Address} was refused: it had another token")]
    public static partial void SignInRefused(ILogger logger, IPAddress? address);
}
