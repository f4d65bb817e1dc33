using System.Globalization;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>HEAD and GET of objects, as all vendors understand them.</summary>
internal sealed class ObjectReads(CloudClient client)
{
    private const string AcceptEncoding = "accept-encoding";
    private const string Identity = "identity";

    private readonly CloudDialect _dialect = client.Dialect;

    /// <summary>Null where there is no such object.</summary>
    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var what = client.Operation("HeadObject", key);
        KeyLimits.Check(key, _dialect.Traits, what);
        var call = new CloudCall(HttpMethod.Head, what, CloudScope.Object) { MayBeMissing = true };
        call.UnsignedHeaders.Add(new(AcceptEncoding, _dialect.AcceptedCoding));
        using var answer = await client.SendAsync(call, cancellationToken);
        if (answer.Status == 404)
        {
            return null;
        }

        var info = ObjectHeaders.Read(answer, answer.Response.Content.Headers.ContentLength, _dialect);
        return info.Size is null ? await TouchAsync(key, info, cancellationToken) : info;
    }

    /// <summary>
    /// Where HEAD has no length, something stands before the store that may pass on no slices either:
    /// an answer to the first byte shows both.
    /// </summary>
    private async Task<ObjectInfo> TouchAsync(ObjectKey key, ObjectInfo known, CancellationToken cancellationToken)
    {
        var first = new ByteRange(0, 1);
        var call = Call(new ReadRequest(key) { Range = first }, client.Operation("GetObject", key), _dialect.AcceptedCoding);
        try
        {
            using var answer = await client.SendAsync(call, cancellationToken);
            return answer.Status == 206
                ? known with { Size = SliceCheck.TotalOf(answer, first) }
                : known with { Size = answer.Response.Content.Headers.ContentLength, ReadsOnlyWhole = true };
        }
        catch (StorageException e) when (e.Status == 416 || e.Kind == StorageErrorKind.Unsupported)
        {
            // There is no first byte: the object is empty, or the store gives no slices, or other ones than it was asked for.
            return known with { ReadsOnlyWhole = true };
        }
    }

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("GetObject", request.Key);
        KeyLimits.Check(request.Key, _dialect.Traits, what);
        var answer = await client.SendAsync(Call(request, what, _dialect.AcceptedCoding), cancellationToken);
        if (IsMadeOnTheWay(answer))
        {
            answer.Dispose();
            answer = await client.SendAsync(Call(request, what, Identity), cancellationToken);
        }

        try
        {
            CheckIsAsStored(answer);
            var length = answer.Response.Content.Headers.ContentLength;
            var size = request.Range is { } asked ? SliceCheck.TotalOf(answer, asked) : length;
            var info = ObjectHeaders.Read(answer, size, _dialect);
            CheckETag(what, request.IfMatch, info.ETag);
            return new ObjectBody(info, client.Body(answer), request.Range?.Length ?? length);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Google says with which coding it holds what it sends decoded; RFC 7234 has a warning for whatever was changed.</summary>
    private static void CheckIsAsStored(CloudAnswer answer)
    {
        if (answer.Header("Warning")?.StartsWith("214", StringComparison.Ordinal) == true)
        {
            throw ChangedOnTheWay.Stated(answer.What.ToString(), "the answer warns that the body was changed (Warning: 214)");
        }

        if (answer.Header("x-goog-stored-content-encoding") is { } stored && !IsIdentity(stored)
            && !answer.Response.Content.Headers.ContentEncoding.Contains(stored, StringComparer.OrdinalIgnoreCase))
        {
            throw ChangedOnTheWay.Stated(answer.What.ToString(), $"the object is stored with the Content-Encoding {stored} and was sent without it");
        }
    }

    private static bool IsIdentity(string coding) => coding.Equals(Identity, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is stored with a coding has a length; what is encoded on the way has none yet.</summary>
    private bool IsMadeOnTheWay(CloudAnswer answer) => _dialect.AcceptedCoding != Identity
        && answer.Response.Content.Headers is { ContentLength: null, ContentEncoding.Count: > 0 };

    private static CloudCall Call(ReadRequest request, CloudOperation what, string coding)
    {
        var call = new CloudCall(HttpMethod.Get, what, CloudScope.Object);
        call.UnsignedHeaders.Add(new(AcceptEncoding, coding));
        if (request.Range is { } range)
        {
            call.UnsignedHeaders.Add(new("range", string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{range.End - 1}")));
        }

        if (request.IfMatch is not null)
        {
            call.UnsignedHeaders.Add(new("if-match", EntityTag.Quoted(request.IfMatch)));
        }

        return call;
    }

    /// <summary>A store may ignore If-Match.</summary>
    private static void CheckETag(CloudOperation what, string? asked, string? given)
    {
        if (asked is not null && given is not null && !asked.Equals(given, StringComparison.OrdinalIgnoreCase))
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{what}: the object's ETag is {given}, it was {asked}");
        }
    }
}
