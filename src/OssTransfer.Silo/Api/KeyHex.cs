using System.Text;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Keys in addresses: their bytes, in hexadecimal digits, as the API takes them.</summary>
internal static class KeyHex
{
    public static string Hex(this FailureView failure) =>
        Convert.ToHexStringLower(failure.KeyBase64 is { } exact ? Convert.FromBase64String(exact) : Encoding.UTF8.GetBytes(failure.Key));

    /// <summary>The bytes; null: these are none.</summary>
    public static byte[]? Parse(string? hex) =>
        hex is { Length: > 0 } && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;
}
