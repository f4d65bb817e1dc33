using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Faults;

/// <summary>The faults that happen before anything is done.</summary>
internal static class FaultsBefore
{
    public static async ValueTask ApplyAsync(S3Request request, RequestRecord? record, CancellationToken cancellationToken)
    {
        foreach (var fault in request.Faults.All)
        {
            switch (fault.Kind)
            {
                case FaultKind.Slow:
                    await Task.Delay(fault.Delay ?? Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                    break;
                case FaultKind.Hook when fault.Hook is { } hook:
                    await hook(record!, cancellationToken);
                    break;
                case FaultKind.LostRequest:
                    throw new ConnectionCutException(fault.Reset);
                case FaultKind.Error:
                    throw ErrorOf(fault);
            }
        }
    }

    public static S3Error ErrorOf(Fault fault) =>
        new(fault.Status, fault.Code, "The server was told to answer so.") { RetryAfter = fault.RetryAfter };
}
