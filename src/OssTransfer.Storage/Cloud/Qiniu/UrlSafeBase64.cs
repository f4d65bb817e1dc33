using System.Buffers;
using System.Buffers.Text;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Base64 with '-' and '_', its padding kept.</summary>
internal static class UrlSafeBase64
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    /// <summary>Null where it is none.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var length) == OperationStatus.Done ? bytes[..length] : null;
    }
}
