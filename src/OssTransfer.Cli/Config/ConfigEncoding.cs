using System.Globalization;
using System.Text;

namespace OssTransfer.Cli.Config;

/// <summary>Which encoding a <c>job.cfg</c> has: that of its byte order mark, else the first that fits it strictly.</summary>
internal static class ConfigEncoding
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    private static readonly Encoding Gbk =
        CodePagesEncodingProvider.Instance.GetEncoding(936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The text without its mark, and the name of an encoding that should be mentioned: any but UTF-8.</summary>
    /// <exception cref="DecoderFallbackException">None fits.</exception>
    public static (string Text, string? Encoding) Read(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => (Utf16.GetString(rest), "UTF-16"),
        [0xFE, 0xFF, .. var rest] => (Utf16BigEndian.GetString(rest), "UTF-16"),
        [0xEF, 0xBB, 0xBF, .. var rest] => (Utf8.GetString(rest), null),

        // Text has no zero bytes but as halves of characters, and names of options are ASCII.
        [not 0, 0, ..] => (Utf16.GetString(bytes), "UTF-16"),
        [0, not 0, ..] => (Utf16BigEndian.GetString(bytes), "UTF-16"),
        _ => ReadUnmarked(bytes),
    };

    private static (string Text, string? Encoding) ReadUnmarked(byte[] bytes)
    {
        try
        {
            return (Utf8.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            // Its decoder has a place for bytes that are no character, where none is assigned.
            var text = Gbk.GetString(bytes);
            return text.Any(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.PrivateUse || letter is >= '\x80' and < '\xA0')
                ? throw new DecoderFallbackException()
                : (text, "GBK");
        }
    }
}
