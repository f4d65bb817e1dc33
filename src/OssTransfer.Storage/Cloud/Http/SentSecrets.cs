namespace OssTransfer.Storage.Cloud.Http;

/// <summary>What of a request must not come back in a message: a server may say what it was asked with, whole, cut or in pieces.</summary>
internal static class SentSecrets
{
    private static readonly string[] Names = ["authorization", "token", "signature", "sign", "password", "cookie"];

    /// <summary>A text of the answer without what the request's headers and URL had of secrets.</summary>
    public static string? Hide(CloudRequest sent, string? text) => text is null ? null : HiddenText.Hide(text, Of(sent));

    private static IEnumerable<string> Of(CloudRequest sent)
    {
        var query = sent.Url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? sent.Url[(mark + 1)..] : "";
        var named = query.Split('&')
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2)
            .Select(field => KeyValuePair.Create(field[0], field[1]));
        return sent.Headers.Concat(named).Where(field => IsSecret(field.Key)).SelectMany(field => Spellings(field.Value));
    }

    private static bool IsSecret(string name) => Array.Exists(Names, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    // Of an authorization what is behind its scheme: the scheme is no secret.
    private static IEnumerable<string> Spellings(string value)
    {
        var own = value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        yield return own;
        if (Uri.EscapeDataString(own) is var escaped && escaped != own)
        {
            yield return escaped;
        }

        if (Uri.UnescapeDataString(own) is var plain && plain != own)
        {
            yield return plain;
        }
    }
}
