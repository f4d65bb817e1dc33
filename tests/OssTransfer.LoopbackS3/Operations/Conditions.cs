using System.Globalization;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>If-Match and its relatives. Pure.</summary>
internal static class Conditions
{
    /// <summary>True where the answer is 304; throws where it is 412.</summary>
    public static bool IsNotModified(IHeaderDictionary headers, StoredObject stored)
    {
        string? ifMatch = headers.IfMatch, ifNoneMatch = headers.IfNoneMatch;
        string? unmodifiedSince = headers.IfUnmodifiedSince, modifiedSince = headers.IfModifiedSince;
        if (ifMatch is not null ? !Matches(ifMatch, stored) : IsLater(stored, unmodifiedSince))
        {
            throw S3Errors.PreconditionFailed;
        }

        return ifNoneMatch is not null
            ? Matches(ifNoneMatch, stored)
            : TryDate(modifiedSince, out var since) && stored.LastModified <= since;
    }

    /// <summary>The conditions of a copy's source, which are all failures rather than 304.</summary>
    public static void CheckCopySource(S3Request request, StoredObject source)
    {
        var match = request.Header("x-amz-copy-source-if-match");
        var noneMatch = request.Header("x-amz-copy-source-if-none-match");
        var unmodified = request.Header("x-amz-copy-source-if-unmodified-since");
        var modified = request.Header("x-amz-copy-source-if-modified-since");
        if ((match is not null && !Matches(match, source))
            || (noneMatch is not null && Matches(noneMatch, source))
            || (match is null && IsLater(source, unmodified))
            || (noneMatch is null && TryDate(modified, out var since) && source.LastModified <= since))
        {
            throw S3Errors.PreconditionFailed;
        }
    }

    /// <summary>The conditions of a write.</summary>
    public static void CheckWrite(IHeaderDictionary headers, StoredObject? there)
    {
        string? ifMatch = headers.IfMatch, ifNoneMatch = headers.IfNoneMatch;
        if (ifMatch is not null && there is null)
        {
            throw S3Errors.NoSuchKey;
        }

        if ((ifMatch is not null && !Matches(ifMatch, there!)) || (ifNoneMatch is not null && there is not null && Matches(ifNoneMatch, there)))
        {
            throw S3Errors.PreconditionFailed;
        }
    }

    private static bool Matches(string list, StoredObject stored) =>
        list.Split(',').Any(tag => tag.Trim() is var one && (one == "*" || one.Trim('"') == stored.ETag));

    private static bool IsLater(StoredObject stored, string? date) => TryDate(date, out var time) && stored.LastModified > time;

    private static bool TryDate(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
