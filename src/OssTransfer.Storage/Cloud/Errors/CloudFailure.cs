using System.Text;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Errors;

/// <summary>Makes the exception of an answer: a message that says what to do, and nothing of what only the request should know.</summary>
internal static class CloudFailure
{
    private const int ShownMessage = 300;

    /// <param name="kind">What went wrong.</param>
    /// <param name="answer">Status and headers.</param>
    /// <param name="body">What the body said.</param>
    /// <param name="requestIdHeader">Where the answer says its id.</param>
    /// <param name="clockOffset">The store's clock less ours.</param>
    /// <param name="now">Our time.</param>
    public static StorageException Of(
        StorageErrorKind kind, CloudAnswer answer, ErrorBody body, string requestIdHeader, TimeSpan? clockOffset, DateTimeOffset now)
    {
        body = new(
            Shown(answer, body.Code), Shown(answer, body.Message), Shown(answer, body.Region), Shown(answer, body.Endpoint), Shown(answer, body.RequestId));
        var region = body.Region ?? Shown(answer, answer.Header("x-amz-bucket-region"));
        var requestId = Shown(answer, answer.Header(requestIdHeader)) ?? body.RequestId;
        var text = new StringBuilder($"{answer.What}: {answer.Status}");
        text.Append(body.Code is null ? "" : $" {body.Code}");
        text.Append(body.Message is null ? "" : $" ({body.Message})");
        text.Append(Advice(kind, body, region, clockOffset) is { } advice ? $"; {advice}" : "");
        return new StorageException(kind, text.ToString())
        {
            Status = answer.Status,
            Code = body.Code,
            RequestId = requestId,
            RetryAfter = RetryAfter.Of(answer, now),
        };
    }

    private static string? Advice(StorageErrorKind kind, ErrorBody body, string? region, TimeSpan? clockOffset) => kind switch
    {
        StorageErrorKind.Bucket when region is not null => $"the bucket is in region {region}: use that region and its endpoint",
        StorageErrorKind.Bucket when body.Endpoint is not null => $"the bucket is at {body.Endpoint}: use that endpoint",
        StorageErrorKind.Bucket => "check the bucket's name, the endpoint, and path or host addressing",
        StorageErrorKind.Clock => $"this machine's clock {Off(clockOffset)}: set it right",
        StorageErrorKind.Credentials => "check the access key, the secret key and what they may do",
        StorageErrorKind.Denied => "the key may not do this to this object, or a policy forbids it",
        StorageErrorKind.Quota => "the account is unpaid, suspended or over its quota",
        StorageErrorKind.NeedsRestore => "the object is archived: restore it first",
        StorageErrorKind.InvalidKey => "the store can't hold this key",
        _ => null,
    };

    private static string Off(TimeSpan? offset) => offset is not { } off
        ? "differs from the store's"
        : $"is {off.Duration().TotalSeconds:0} s {(off > TimeSpan.Zero ? "behind" : "ahead of")} the store's";

    // Every failure of an object keeps its message.
    private static string? Shown(CloudAnswer answer, string? text) =>
        answer.Shown(text) is { } said ? VisibleText.OfLine(said.Length > ShownMessage ? said[..ShownMessage] : said) : null;
}
