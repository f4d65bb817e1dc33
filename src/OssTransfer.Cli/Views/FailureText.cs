using System.Globalization;
using System.Text;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Views;

/// <summary>Writes a failure so that its line can be cut at TABs and read back exactly.</summary>
internal static class FailureText
{
    /// <summary>The key with TAB, CR, LF and <c>\</c> escaped; where it is not UTF-8, bytes outside ASCII as <c>\xHH</c>.</summary>
    public static string Key(FailureView failure) => failure.KeyBase64 is { } bytes ? EscapeBytes(Convert.FromBase64String(bytes)) : Escape(failure.Key);

    public static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeBytes(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes)
        {
            text.Append(value is < 0x80 and not 0x7F ? Escape(((char)value).ToString()) : string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"));
        }

        return text.ToString();
    }
}
