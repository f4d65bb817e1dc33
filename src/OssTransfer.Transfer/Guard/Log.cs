using Microsoft.Extensions.Logging;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Guard;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Debug, "{Side}: {Operation} failed ({Kind}: {Reason}), try {Tries}, again in {Delay}")]
    public static partial void Retrying(ILogger logger, TransferSide side, string operation, StorageErrorKind kind, string reason, int tries, TimeSpan delay);

    [LoggerMessage(2002, LogLevel.Information, "{Side} asks for fewer requests: at most {Limit} at once from now on")]
    public static partial void Throttled(ILogger logger, TransferSide side, int limit);
}
