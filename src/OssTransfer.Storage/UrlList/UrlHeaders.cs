using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// What an answer says of the content at a URL. A body that comes encoded although it was asked for as it is keeps its Content-Encoding and is never decoded:
/// bytes and header stay the pair that a client understands.
/// </summary>
internal static class UrlHeaders
{
    /// <param name="answer">200 or 206.</param>
    /// <param name="size">Of the whole; null where unknown.</param>
    public static ObjectInfo Read(CloudAnswer answer, long? size)
    {
        var modified = Modified(answer);
        var etag = UrlValidator.Of(answer.Header("ETag"), modified);
        var digest = UrlDigests.Find(answer, answer.Status != 206);
        return new(size, modified, etag, Metadata(answer))
        {
            Digests = digest is null ? [] : [digest],
            IsMadeOnTheWay = Content(answer, "Content-Encoding") is not null && answer.Response.Content.Headers.ContentLength is null,
            ReadsOnlyWhole = etag is null || UrlValidator.ForSlice(etag) is null
                || (answer.Status != 206 && !IsListed(answer.Header("Accept-Ranges"), "bytes")),
        };
    }

    /// <summary>
    /// A time that is not before the answer's own is made up for each answer: it means nothing, and would look like a change at the next one.
    /// </summary>
    private static DateTimeOffset? Modified(CloudAnswer answer) =>
        Content(answer, "Last-Modified") is { } text && HttpDate.TryParse(text, out var modified)
        && !(answer.Header("Date") is { } now && HttpDate.TryParse(now, out var date) && modified >= date)
            ? modified
            : null;

    private static ObjectMetadata Metadata(CloudAnswer answer) => new()
    {
        ContentType = Content(answer, "Content-Type"),
        CacheControl = answer.Header("Cache-Control"),
        ContentDisposition = Content(answer, "Content-Disposition"),
        ContentEncoding = Content(answer, "Content-Encoding") is { } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? encoding
            : null,
        ContentLanguage = Content(answer, "Content-Language"),
        Expires = Content(answer, "Expires"),
    };

    private static bool IsListed(string? header, string value) =>
        header?.Split(',', StringSplitOptions.TrimEntries).Contains(value, StringComparer.OrdinalIgnoreCase) == true;

    private static string? Content(CloudAnswer answer, string name) =>
        answer.Response.Content.Headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;
}
