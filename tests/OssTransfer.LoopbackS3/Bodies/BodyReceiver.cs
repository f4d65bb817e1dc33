using System.Globalization;
using System.Security.Cryptography;
using OssTransfer.LoopbackS3.Auth;
using OssTransfer.LoopbackS3.Faults;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>Takes in the body of a PUT and holds it against everything that the client said about it.</summary>
internal static class BodyReceiver
{
    /// <summary>What one PUT may bring.</summary>
    private const long MaxPutBytes = 5L << 30;

    public static async Task<ReceivedBody> ReceiveAsync(S3Request request, bool keep, CancellationToken cancellationToken)
    {
        var http = request.Http.Request;
        var payload = request.Verified.Signed.Payload;
        var isStreaming = PayloadKind.IsStreaming(payload);
        var length = isStreaming ? DecodedLength(http.Headers) : http.ContentLength ?? throw S3Errors.MissingContentLength;
        if (length > MaxPutBytes)
        {
            throw S3Errors.EntityTooLarge;
        }

        var isDigest = PayloadKind.IsDigest(payload);
        if (!isDigest && !isStreaming && payload != PayloadKind.Unsigned)
        {
            throw S3Errors.InvalidArgument("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- word or a digest.");
        }

        using var sink = new BodySink(length, keep, isDigest);
        var input = new PipeBytes(http.BodyReader);
        if (request.Faults.Find(FaultKind.CutBody) is { } cut)
        {
            await input.CopyAsync(Math.Min(cut.AfterBytes, length), static _ => { }, cancellationToken);
            throw new ConnectionCutException(cut.Reset);
        }

        if (isStreaming)
        {
            await new AwsChunkedBody(input, request.Verified).CopyAsync(sink, length, cancellationToken);
        }
        else
        {
            await input.CopyAsync(length, sink.Write, cancellationToken);
        }

        var body = sink.Finish();
        Check(body, payload, http.Headers.ContentMD5);
        return body;
    }

    private static void Check(ReceivedBody body, string payload, string? contentMd5)
    {
        if (body.Sha256 is { } sha256 && Convert.ToHexStringLower(sha256) != payload)
        {
            throw S3Errors.ContentSha256Mismatch;
        }

        if (contentMd5 is null)
        {
            return;
        }

        Span<byte> expected = stackalloc byte[MD5.HashSizeInBytes];
        if (!Convert.TryFromBase64String(contentMd5, expected, out var count) || count != expected.Length)
        {
            throw S3Errors.InvalidDigest;
        }

        if (!expected.SequenceEqual(body.Md5))
        {
            throw S3Errors.BadDigest;
        }
    }

    private static long DecodedLength(IHeaderDictionary headers)
    {
        string? text = headers[HeaderNames.DecodedLength];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw S3Errors.MissingContentLength;
    }
}
