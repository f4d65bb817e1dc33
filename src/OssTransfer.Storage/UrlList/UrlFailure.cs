using System.Globalization;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>What an answer that isn't a success means. Hosts differ, so nothing that one of them says is about the whole source.</summary>
internal static class UrlFailure
{
    public static StorageException Of(CloudAnswer answer, DateTimeOffset now)
    {
        var kind = KindOf(answer.Status);
        var phrase = answer.Response.ReasonPhrase is { Length: > 0 and < 100 } reason ? $" {VisibleText.OfLine(answer.Shown(reason)!)}" : "";
        var advice = kind == StorageErrorKind.Denied ? "; the server doesn't give this to us: a signed URL may have expired" : "";
        return new(kind, string.Create(CultureInfo.InvariantCulture, $"{answer.What}: {answer.Status}{phrase}{advice}"))
        {
            Status = answer.Status,
            RetryAfter = RetryAfter.Of(answer, now),
        };
    }

    public static bool IsAbsent(int status) => status is 404 or 410;

    internal static StorageErrorKind KindOf(int status) => status switch
    {
        404 or 410 => StorageErrorKind.NotFound,
        401 or 402 or 403 or 407 or 451 => StorageErrorKind.Denied,
        412 or 416 => StorageErrorKind.SourceChanged,
        429 or 503 or 509 => StorageErrorKind.Throttled,
        405 => StorageErrorKind.Unsupported,
        408 or 425 => StorageErrorKind.Transient,
        414 or 431 => StorageErrorKind.InvalidKey,
        >= 500 and < 600 => StorageErrorKind.Transient,
        _ => StorageErrorKind.Other,
    };
}
