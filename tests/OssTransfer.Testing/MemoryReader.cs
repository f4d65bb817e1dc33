using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal sealed class MemoryReader(MemoryStore store) : IObjectReader
{
    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = request.From;
        do
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            store.Count(StoreOperation.List);
            var page = store.Traits.KeyOrder == KeyOrder.Utf8Bytes ? SortedPage(request, position) : ScrambledPage(request, position);
            yield return page;
            position = page.Next;
        }
        while (position is not null);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Head);
        return Task.FromResult(store.Find(key)?.Info);
    }

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        store.Count(StoreOperation.Open);
        var found = store.Find(request.Key)
            ?? throw new StorageException(StorageErrorKind.NotFound, $"no object {request.Key}") { Status = 404, Code = "NoSuchKey" };
        if (request.IfMatch is { } expected && expected != found.Info.ETag)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{request.Key} has ETag {found.Info.ETag}, not {expected}")
            {
                Status = 412,
                Code = "PreconditionFailed",
            };
        }

        var (offset, length) = request.Range is { } range
            ? (range.Offset, Math.Min(range.Length, found.Content.Length - range.Offset))
            : (0, found.Content.Length);
        if (length <= 0 && request.Range is not null)
        {
            throw new StorageException(StorageErrorKind.SourceChanged, $"{request.Key} has no byte {offset}") { Status = 416, Code = "InvalidRange" };
        }

        var content = new MemoryStream(found.Content, (int)offset, (int)length, writable: false);
        return Task.FromResult(new ObjectBody(found.Info, content, length));
    }

    private static ObjectEntry Entry(ObjectKey key, MemoryObject found) =>
        new(key, found.Content.Length, found.Info.LastModified, found.Info.ETag) { StorageClass = found.Info.StorageClass };

    private static ObjectKey? Folded(ObjectKey key, ListRequest request)
    {
        if (request.Delimiter is not { } delimiter)
        {
            return null;
        }

        var at = key.Bytes[request.Prefix.Length..].IndexOf((byte)delimiter);
        return at < 0 ? null : new ObjectKey(key.Bytes[..(request.Prefix.Length + at + 1)]);
    }

    private ListPage SortedPage(ListRequest request, ListCursor? position)
    {
        lock (store.Bucket.Gate)
        {
            var keys = store.Bucket.SortedKeys;
            var index = First(request.Prefix, position);
            var entries = new List<ObjectEntry>();
            var prefixes = new List<ObjectKey>();
            ListCursor? last = null;
            while (index < keys.Count && keys[index].StartsWith(request.Prefix))
            {
                if (entries.Count + prefixes.Count == request.PageSize)
                {
                    return new(entries, last) { CommonPrefixes = prefixes };
                }

                if (Folded(keys[index], request) is { } folded)
                {
                    prefixes.Add(folded);
                    last = new(false, folded.Memory);
                    index = AfterAllUnder(folded);
                }
                else
                {
                    entries.Add(Entry(keys[index], store.Bucket.Find(keys[index])!));
                    last = ListCursor.After(keys[index]);
                    index++;
                }
            }

            return new(entries, null) { CommonPrefixes = prefixes };
        }
    }

    /// <summary>A position that is no key is a folded prefix: everything under it was listed.</summary>
    private int First(ObjectKey prefix, ListCursor? position)
    {
        var first = store.Bucket.IndexAfter(prefix, orEqual: true);
        return position is not { } from ? first
            : Math.Max(first, from.IsKey ? store.Bucket.IndexAfter(new(from.Value.Span), orEqual: false) : AfterAllUnder(new(from.Value.Span)));
    }

    private int AfterAllUnder(ObjectKey folded)
    {
        // The folded prefix ends with an ASCII delimiter, so its last byte can be raised by one.
        var next = folded.Bytes.ToArray();
        next[^1]++;
        return store.Bucket.IndexAfter(new(next), orEqual: true);
    }

    /// <summary>In the order of the keys' MD5, so that a caller who relies on byte order is found out.</summary>
    private ListPage ScrambledPage(ListRequest request, ListCursor? position)
    {
        lock (store.Bucket.Gate)
        {
            var rest = store.Bucket.SortedKeys
                .Where(key => key.StartsWith(request.Prefix))
                .Select(key => (Rank: new ObjectKey(MD5.HashData(key.Bytes)), Key: key))
                .Where(item => position is not { } from || item.Rank > new ObjectKey(from.Value.Span))
                .OrderBy(item => item.Rank)
                .ToList();
            var page = rest.Take(request.PageSize).ToList();
            return new(
                [.. page.Where(item => Folded(item.Key, request) is null).Select(item => Entry(item.Key, store.Bucket.Find(item.Key)!))],
                page.Count < rest.Count ? new(false, page[^1].Rank.Memory) : null)
            {
                CommonPrefixes = [.. page.Select(item => Folded(item.Key, request)).OfType<ObjectKey>().Distinct()],
            };
        }
    }
}
