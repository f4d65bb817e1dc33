using OssTransfer.Storage;

namespace OssTransfer.Jobs.Reports;

/// <summary>A key in JSON: as text, and beside it as bytes where the text can't say them.</summary>
public static class KeyText
{
    /// <summary>The key's bytes in Base64; null where they are UTF-8, so that its text says them exactly.</summary>
    public static string? Base64Of(ObjectKey key) => key.IsUtf8 ? null : Convert.ToBase64String(key.Bytes);

    /// <summary>Back from its text and, where it isn't null, from <see cref="Base64Of"/>.</summary>
    public static ObjectKey KeyOf(string text, string? base64) => base64 is null ? ObjectKey.From(text) : new(Convert.FromBase64String(base64));
}
