using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using OssTransfer.LoopbackS3.Bodies;

namespace OssTransfer.LoopbackS3.Http;

/// <summary>Sends answers, whole or spoilt on purpose.</summary>
internal sealed class AnswerWriter(ServerState state)
{
    public async Task SendAsync(S3Request request, S3Answer answer, string requestId, CancellationToken cancellationToken)
    {
        var response = request.Http.Response;
        response.StatusCode = answer.Status;
        WriteHeaders(response, answer, requestId);
        if (answer.Object is { } stored)
        {
            await SendObjectAsync(request, answer, stored, cancellationToken);
        }
        else if (answer.Xml is { } xml)
        {
            response.ContentType = "application/xml";
            response.ContentLength = xml.Written.Length;
            await response.BodyWriter.WriteAsync(xml.Written, cancellationToken);
        }
        else if (answer.Status is not (204 or 304) && !HttpMethods.IsHead(request.Http.Request.Method))
        {
            response.ContentLength = 0;
        }
    }

    /// <summary>Ends the connection: at once with a reset, or as an orderly end.</summary>
    public static void Cut(HttpContext http, bool reset)
    {
        if (reset && http.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            connection.Socket.LingerState = new(true, 0);
            connection.Socket.Close();
        }

        http.Abort();
    }

    private static async Task SendObjectAsync(S3Request request, S3Answer answer, StoredObject stored, CancellationToken cancellationToken)
    {
        var response = request.Http.Response;
        var count = answer.Count;
        if (request.Faults.Find(FaultKind.ShortBody) is { } tooShort)
        {
            count = Math.Min(count, tooShort.AfterBytes);
        }

        response.ContentLength = answer.HasNoLength ? null : count;
        if (answer.IsHeadOnly || count == 0)
        {
            return;
        }

        var content = request.Faults.Has(FaultKind.CorruptBody) ? Corruption.Flip(stored.Content) : stored.Content;
        if (request.Faults.Find(FaultKind.CutBody) is { } cut && cut.AfterBytes < count)
        {
            await content.WriteAsync(response.BodyWriter, answer.Offset, cut.AfterBytes, cancellationToken);
            await response.BodyWriter.FlushAsync(cancellationToken);
            EndEarly(request.Http, cut.Reset);
            return;
        }

        await StallAsync(request.Faults.Find(FaultKind.StallBody), response.BodyWriter, content, answer, count, cancellationToken);
    }

    private static async Task StallAsync(
        Fault? stall, PipeWriter output, ObjectBytes content, S3Answer answer, long count, CancellationToken cancellationToken)
    {
        var before = stall is null ? 0 : Math.Min(stall.AfterBytes, count);
        if (stall is not null)
        {
            await content.WriteAsync(output, answer.Offset, before, cancellationToken);
            await output.FlushAsync(cancellationToken);
            await Task.Delay(stall.Delay ?? Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        await content.WriteAsync(output, answer.Offset + before, count - before, cancellationToken);
    }

    /// <summary>What was written still arrives when the end is orderly: Kestrel closes a connection whose body is shorter than announced.</summary>
    private static void EndEarly(HttpContext http, bool reset)
    {
        if (reset)
        {
            Cut(http, reset: true);
        }
    }

    private void WriteHeaders(HttpResponse response, S3Answer answer, string requestId)
    {
        var headers = response.Headers;
        headers["x-amz-request-id"] = requestId;
        if (state.DateHeader is { } date)
        {
            headers.Date = date;
        }

        if (answer.Object is { } stored)
        {
            headers.AcceptRanges = "bytes";
            headers.ETag = $"\"{stored.ETag}\"";
            headers.LastModified = stored.LastModifiedText;
            foreach (var (name, value) in stored.Headers)
            {
                headers[name] = value;
            }

            if (answer.Status == 206)
            {
                headers.ContentRange = string.Create(
                    CultureInfo.InvariantCulture, $"bytes {answer.Offset}-{answer.Offset + answer.Count - 1}/{answer.WholeLength}");
            }
        }

        foreach (var (name, value) in answer.Headers)
        {
            headers[name] = value;
        }
    }
}
