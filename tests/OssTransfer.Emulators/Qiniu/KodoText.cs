using System.Text;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Base64 as Kodo writes it.</summary>
internal static class KodoText
{
    public static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    public static string Base64(string text) => Base64(Encoding.UTF8.GetBytes(text));

    /// <summary>With or without padding; null where it is none.</summary>
    public static byte[]? FromBase64(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out var length) ? bytes[..length] : null;
    }
}
