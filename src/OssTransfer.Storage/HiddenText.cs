using System.Text;

namespace OssTransfer.Storage;

/// <summary>What was sent as a secret must not come back in a text of its receiver, which may repeat it whole, cut or in pieces.</summary>
public static class HiddenText
{
    /// <summary>Shorter pieces say nothing of a secret, and may stand in a text by chance.</summary>
    public const int Piece = 12;

    private const string Mask = "***";

    /// <summary>The text without any of the secrets' pieces.</summary>
    public static string Hide(string text, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(secrets);
        return text.Length < Piece ? text : secrets.Where(secret => secret.Length >= Piece).Aggregate(text, (shown, secret) => Hide(secret, shown));
    }

    private static string Hide(string secret, string text)
    {
        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = 0;
            while (at + Math.Max(length + 1, Piece) <= text.Length
                && secret.Contains(text.Substring(at, Math.Max(length + 1, Piece)), StringComparison.Ordinal))
            {
                length = Math.Max(length + 1, Piece);
            }

            shown.Append(length == 0 ? text[at].ToString() : Mask);
            at += Math.Max(length, 1);
        }

        return shown.ToString();
    }
}
