using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.LoopbackS3.Auth;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>Unwraps <c>Content-Encoding: aws-chunked</c>: sizes, chunk signatures, trailers. Checksums in trailers are not looked at.</summary>
internal sealed class AwsChunkedBody(PipeBytes input, VerifiedRequest request)
{
    private readonly ChunkSignatures? _signatures =
        request.Signed.Payload == PayloadKind.StreamingUnsignedTrailer ? null : new(request);

    public async Task CopyAsync(BodySink sink, long decodedBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (length, signature) = ParseHead(await input.ReadLineAsync(cancellationToken));
            if (sink.Length + length > decodedBytes)
            {
                throw S3Errors.IncompleteBody;
            }

            await CopyChunkAsync(sink, length, signature, cancellationToken);
            if (length == 0)
            {
                break;
            }

            await ReadEndOfChunkAsync(cancellationToken);
        }

        await ReadTrailersAsync(cancellationToken);
        if (sink.Length != decodedBytes)
        {
            throw S3Errors.IncompleteBody;
        }
    }

    private static (long Length, string? Signature) ParseHead(string line)
    {
        const string Extension = ";chunk-signature=";
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var hex = semicolon < 0 ? line : line[..semicolon];
        if (!int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
        {
            throw S3Errors.InvalidRequest("A chunk has no size.");
        }

        var at = line.IndexOf(Extension, StringComparison.Ordinal);
        return (length, at < 0 ? null : line[(at + Extension.Length)..]);
    }

    private async Task CopyChunkAsync(BodySink sink, long length, string? signature, CancellationToken cancellationToken)
    {
        if (_signatures is null)
        {
            await input.CopyAsync(length, sink.Write, cancellationToken);
            return;
        }

        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await input.CopyAsync(
            length,
            bytes =>
            {
                sha256.AppendData(bytes);
                sink.Write(bytes);
            },
            cancellationToken);
        _signatures.CheckChunk(signature ?? throw S3Errors.ChunkSignatureMismatch, sha256.GetHashAndReset());
    }

    private async Task ReadEndOfChunkAsync(CancellationToken cancellationToken)
    {
        if ((await input.ReadLineAsync(cancellationToken)).Length != 0)
        {
            throw S3Errors.InvalidRequest("A chunk is longer than it says.");
        }
    }

    private async Task ReadTrailersAsync(CancellationToken cancellationToken)
    {
        const string SignatureName = "x-amz-trailer-signature:";
        var trailers = new StringBuilder();
        while (await input.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            if (line.StartsWith(SignatureName, StringComparison.OrdinalIgnoreCase))
            {
                _signatures?.CheckTrailers(line[SignatureName.Length..].Trim(), trailers.ToString());
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            trailers.Append(line[..Math.Max(colon, 0)].Trim().ToLowerInvariant()).Append(':').Append(line[(colon + 1)..].Trim()).Append('\n');
        }
    }
}
