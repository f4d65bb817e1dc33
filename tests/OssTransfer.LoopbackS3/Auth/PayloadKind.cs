namespace OssTransfer.LoopbackS3.Auth;

/// <summary>The words that x-amz-content-sha256 may hold instead of a digest.</summary>
internal static class PayloadKind
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";
    public const string Streaming = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    public const string StreamingTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    public const string StreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    public static bool IsStreaming(string payload) => payload is Streaming or StreamingTrailer or StreamingUnsignedTrailer;

    public static bool IsDigest(string payload) => payload.Length == 64 && payload.All(char.IsAsciiHexDigitLower);
}
