using System.Runtime.CompilerServices;

namespace OssTransfer.Storage.UrlList;

/// <summary>Reads URLs. There is nothing to list: which URLs there are only their list knows.</summary>
internal sealed class UrlReader(UrlClient client) : IObjectReader
{
    /// <summary>Below it no slices are asked for, so it need not be found out whether there are any.</summary>
    private const long SliceWorthBytes = 1 << 20;

    private static readonly ByteRange _firstByte = new(0, 1);

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        throw new StorageException(StorageErrorKind.Unsupported, "URLs can't be listed: a list must name them (src-file-list)");
#pragma warning disable CS0162 // Makes this an iterator, so that it fails where it is read, as every listing does.
        yield break;
#pragma warning restore CS0162
    }

    public async Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Programs that make pages, signed URLs and many servers answer HEAD otherwise than GET, or not at all: what GET says holds.
        var address = UrlAddress.Of(key.Bytes);
        return await AskHeadAsync(address, cancellationToken) ?? await TouchAsync(address, cancellationToken);
    }

    /// <summary>What HEAD says; null where only GET shows it.</summary>
    private async Task<ObjectInfo?> AskHeadAsync(UrlAddress address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.SendAsync(new(HttpMethod.Head, address), cancellationToken);
            if (UrlFailure.KindOf(answer.Status) == StorageErrorKind.Throttled)
            {
                throw client.Failure(answer);
            }

            return answer.IsWhole && answer.Info(answer.Length) is var info && !IsDoubtful(info, answer) ? info : null;
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Transient)
        {
            return null;
        }
    }

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = UrlAddress.Of(request.Key.Bytes);
        var condition = request.IfMatch is not { } validator ? null
            : request.Range is null ? UrlValidator.ForWhole(validator)
            : UrlValidator.ForSlice(validator);
        var answer = await client.SendAsync(new(HttpMethod.Get, address) { Range = request.Range, Condition = condition }, cancellationToken);
        try
        {
            return Open(answer, request);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private ObjectBody Open(UrlAnswer answer, ReadRequest request)
    {
        if (!answer.IsWhole && answer.Status != 206)
        {
            throw client.Failure(answer);
        }

        if (request.Range is { } range)
        {
            // A whole instead of a slice is what If-Range gives where the content is another: that first.
            answer.CheckValidator(request.IfMatch, answer.Info(null).ETag);
            var slice = answer.Info(answer.CheckSlice(range));

            // A server that was asked with If-Range need not repeat Last-Modified.
            return client.Body(answer, slice with { ETag = slice.ETag ?? request.IfMatch }, range.Length);
        }

        var info = answer.IsWhole ? answer.Info(answer.Length) : throw client.Failure(answer);
        answer.CheckValidator(request.IfMatch, info.ETag);
        return client.Body(answer, info, answer.Length);
    }

    /// <summary>
    /// Programs that make pages often say 0 of what they don't make for HEAD; many servers give slices without saying so, others say so and give none.
    /// </summary>
    private static bool IsDoubtful(ObjectInfo info, UrlAnswer answer) =>
        info.Size == 0 || (info.ETag is not null && info.Size > SliceWorthBytes && answer.Answer.Header("Accept-Ranges") is not "none");

    /// <summary>Asks for the first byte: how long the whole is, and whether slices are given.</summary>
    private async Task<ObjectInfo?> TouchAsync(UrlAddress address, CancellationToken cancellationToken)
    {
        using (var answer = await client.SendAsync(new(HttpMethod.Get, address) { Range = _firstByte }, cancellationToken))
        {
            if (answer.Status is not (400 or 405 or 416 or 501) && !answer.HasOtherSlice(_firstByte))
            {
                return Touched(answer);
            }
        }

        // Nothing has a first byte where it is empty, and some servers refuse to be asked for a slice at all, or give another one.
        using var whole = await client.SendAsync(new(HttpMethod.Get, address), cancellationToken);
        return Touched(whole);
    }

    private ObjectInfo? Touched(UrlAnswer answer) =>
        UrlFailure.IsAbsent(answer.Status) ? null
        : answer.Status == 206 ? answer.Info(answer.CheckSlice(_firstByte))
        : answer.IsWhole ? answer.Info(answer.Length) with { ReadsOnlyWhole = true }
        : throw client.Failure(answer);
}
