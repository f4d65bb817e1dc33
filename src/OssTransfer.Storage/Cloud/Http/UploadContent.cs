using System.Net;
using System.Runtime.ExceptionServices;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>
/// A request's body straight from an <see cref="UploadBody"/> to the socket. Remembers whether its source failed, which is
/// another thing than a failing connection.
/// </summary>
internal sealed class UploadContent(UploadBody body, StallTimer timer, TimeSpan answerLimit) : HttpContent
{
    /// <summary>What the body's source threw, or why it isn't as long as it said; null while it is sound.</summary>
    public ExceptionDispatchInfo? SourceFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, timer.Token);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var guarded = new UploadStream(stream, body, timer);
        try
        {
            if (body.Memory is { } memory)
            {
                await guarded.WriteAsync(memory, cancellationToken);
            }
            else
            {
                await body.WriteToAsync(guarded, cancellationToken);
            }

            guarded.ThrowIfShort();
        }
        catch (Exception e) when (!guarded.ConnectionFailed)
        {
            SourceFailure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
        finally
        {
            body.WentOut(guarded.Position);
        }

        timer.Progress(answerLimit);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
