using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Api;

/// <summary>Keys in addresses: their bytes, in hexadecimal digits.</summary>
internal static class KeyHex
{
    public static string Hex(this FailureView failure) => Convert.ToHexStringLower(KeyText.KeyOf(failure.Key, failure.KeyBase64).Bytes);

    /// <summary>The key; null: these are no bytes.</summary>
    public static ObjectKey? Parse(string? hex) =>
        hex is { Length: > 0 } && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) ? new(Convert.FromHexString(hex)) : null;
}
