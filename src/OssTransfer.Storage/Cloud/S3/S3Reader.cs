using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Lists and reads objects.</summary>
internal sealed class S3Reader(S3Client client, StoreProfile profile) : IObjectReader
{
    private const int MaxPage = 1000;
    private volatile int _listVersion = profile.ListVersion;

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("ListObjects", default);
        var position = request.From;
        var after = position is { IsKey: true } start ? new ObjectKey(start.Value.ToArray()) : default;
        do
        {
            var answer = await PageAsync(what, request, position, cancellationToken);
            S3Listing.Check(answer, request.Prefix, after, what);
            position = S3Listing.Next(answer, position, after, what);
            after = position is { IsKey: true } next ? new ObjectKey(next.Value.ToArray()) : after;
            yield return new ListPage(answer.Entries, position) { CommonPrefixes = answer.CommonPrefixes };
        }
        while (position is not null);
    }

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var what = client.Operation("HeadObject", key);
        S3Keys.Check(key, profile.Traits, what);
        using var answer = await client.SendAsync(new S3Call(HttpMethod.Head, what, S3Scope.Object) { MayBeMissing = true }, cancellationToken);
        return answer.Status == 404
            ? null
            : S3Headers.Read(answer, answer.Response.Content.Headers.ContentLength ?? -1, profile.Traits);
    }

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var what = client.Operation("GetObject", request.Key);
        S3Keys.Check(request.Key, profile.Traits, what);
        var call = new S3Call(HttpMethod.Get, what, S3Scope.Object);
        if (request.Range is { } range)
        {
            call.UnsignedHeaders.Add(new("range", string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{range.End - 1}")));
        }

        if (request.IfMatch is not null)
        {
            call.UnsignedHeaders.Add(new("if-match", S3ETag.Quoted(request.IfMatch)));
        }

        var answer = await client.SendAsync(call, cancellationToken);
        try
        {
            var length = answer.Response.Content.Headers.ContentLength;
            var size = request.Range is { } asked ? CheckRange(answer, asked) : length ?? -1;
            var info = S3Headers.Read(answer, size, profile.Traits);
            CheckETag(what, request.IfMatch, info.ETag);
            return new ObjectBody(info, client.Body(answer), request.Range?.Length ?? length);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>The object's size. An answer with other bytes than those asked for must never pass as them.</summary>
    private static long CheckRange(CloudAnswer answer, ByteRange asked)
    {
        if (answer.Status != 206 || !S3Headers.TryReadRange(answer, out var given, out var total))
        {
            throw new StorageException(
                StorageErrorKind.Unsupported, $"{answer.What}: asked for a slice, the store answered {answer.Status} with other bytes") { Status = answer.Status };
        }

        if (given != asked)
        {
            throw new StorageException(
                StorageErrorKind.SourceChanged,
                $"{answer.What}: asked for bytes {asked.Offset}-{asked.End - 1}, got {given.Offset}-{given.End - 1} of {total}") { Status = answer.Status };
        }

        return total;
    }

    /// <summary>A store may ignore If-Match.</summary>
    private static void CheckETag(CloudOperation what, string? asked, string? given)
    {
        if (asked is not null && given is not null && !asked.Equals(given, StringComparison.OrdinalIgnoreCase))
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{what}: the object's ETag is {given}, it was {asked}");
        }
    }

    private async Task<S3ListAnswer> PageAsync(CloudOperation what, ListRequest request, ListPosition? position, CancellationToken cancellationToken)
    {
        var version = _listVersion;
        var answer = await client.SendForXmlAsync(ListCall(what, request, position, version), S3ListParser.Parse, cancellationToken);
        if (version == 1 || answer.IsVersion2)
        {
            return answer;
        }

        // A store that ignores list-type=2 would also ignore where to go on.
        _listVersion = 1;
        return await client.SendForXmlAsync(ListCall(what, request, position, 1), S3ListParser.Parse, cancellationToken);
    }

    private S3Call ListCall(CloudOperation what, ListRequest request, ListPosition? position, int version)
    {
        var query = new S3Query()
            .Add("max-keys", Math.Min(request.PageSize, MaxPage).ToString(CultureInfo.InvariantCulture))
            .Add("prefix", request.Prefix.Bytes);
        if (version == 2)
        {
            query.Add("list-type", "2");
        }

        if (position is { } from)
        {
            var name = from.IsKey ? (version == 2 ? "start-after" : "marker") : "continuation-token";
            query.Add(name, from.Value.Span);
        }

        if (request.Delimiter is { } delimiter)
        {
            query.Add("delimiter", Encoding.UTF8.GetBytes([delimiter]));
        }

        if (profile.EncodesListings)
        {
            query.Add("encoding-type", "url");
        }

        var call = new S3Call(HttpMethod.Get, what, S3Scope.Bucket) { Query = query };
        if (profile.ListsRestoreStatus)
        {
            call.Headers.Add(new("x-amz-optional-object-attributes", "RestoreStatus"));
        }

        return call;
    }
}
