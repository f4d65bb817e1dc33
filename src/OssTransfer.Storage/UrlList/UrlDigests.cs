using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// The MD5 of the whole content that an answer publishes in a header that is defined to mean it: Repr-Digest (RFC 9530), Digest (RFC 3230), and
/// Content-MD5 where the answer is about the whole. ETags and vendors' headers are not believed: at a URL nothing says whose they are.
/// </summary>
internal static class UrlDigests
{
    private const int Md5Bytes = 16;

    /// <param name="answer">The answer.</param>
    /// <param name="isWhole">It is about the whole content, not a slice.</param>
    public static PublishedDigest? Find(CloudAnswer answer, bool isWhole) =>
        Named(answer.Header("Repr-Digest"), ':') ?? Named(answer.Header("Digest"), null) ?? (isWhole ? Md5(ContentHeader(answer)) : null);

    /// <summary><c>md5=:...:</c> or <c>MD5=...</c> in a list of several.</summary>
    private static PublishedDigest? Named(string? header, char? quote)
    {
        foreach (var piece in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!piece.StartsWith("md5=", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var value = piece[4..];
            return quote is not { } mark ? Md5(value)
                : value.Length > 1 && value[0] == mark && value[^1] == mark ? Md5(value[1..^1])
                : null;
        }

        return null;
    }

    private static string? ContentHeader(CloudAnswer answer) =>
        answer.Response.Content.Headers.NonValidated.TryGetValues("Content-MD5", out var values) ? values.ToString() : null;

    private static PublishedDigest? Md5(string? base64)
    {
        var bytes = new byte[Md5Bytes + 2];
        return base64 is { Length: 24 } && Convert.TryFromBase64String(base64, bytes, out var length) && length == Md5Bytes
            ? new(DigestKind.Md5, bytes.AsMemory(0, Md5Bytes))
            : null;
    }
}
