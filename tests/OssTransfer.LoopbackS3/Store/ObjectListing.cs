namespace OssTransfer.LoopbackS3.Store;

/// <summary>One page of a listing. <see cref="Last"/> is where the next one starts: a key or a rolled-up prefix.</summary>
internal sealed record ObjectListing(
    IReadOnlyList<StoredObject> Objects,
    IReadOnlyList<byte[]> CommonPrefixes,
    bool IsTruncated,
    byte[] Last)
{
    public static ObjectListing Of(SortedMap<StoredObject> map, ListQuery query)
    {
        if (query.MaxKeys == 0)
        {
            return new([], [], false, []);
        }

        var objects = new List<StoredObject>(Math.Min(query.MaxKeys, map.Count));
        var prefixes = new List<byte[]>();
        byte[] last = [];
        var cursor = Start(map, query);
        while (cursor.TryNext(out var key, out var stored) && key.AsSpan().StartsWith(query.Prefix))
        {
            var rolledUp = RollUp(key, query);

            // A page that ended with a rolled-up prefix goes on behind everything below it.
            var isSeen = rolledUp is not null && rolledUp.AsSpan().SequenceEqual(query.After);
            if (!isSeen && objects.Count + prefixes.Count == query.MaxKeys)
            {
                return new(objects, prefixes, true, last);
            }

            if (rolledUp is null)
            {
                objects.Add(stored);
                last = key;
                continue;
            }

            if (!isSeen)
            {
                prefixes.Add(rolledUp);
                last = rolledUp;
            }

            if (Successor(rolledUp) is not { } next)
            {
                break;
            }

            cursor = map.Seek(next, inclusive: true);
        }

        return new(objects, prefixes, false, last);
    }

    /// <summary>A page in another order than that of bytes. It goes on behind a key in that order, whether the key is still there or not.</summary>
    public static ObjectListing Of(IEnumerable<StoredObject> objects, ListQuery query, IComparer<byte[]> order)
    {
        var rest = objects
            .Where(stored => stored.KeyBytes.AsSpan().StartsWith(query.Prefix))
            .OrderBy(stored => stored.KeyBytes, order)
            .SkipWhile(stored => query.After.Length > 0 && order.Compare(stored.KeyBytes, query.After) <= 0)
            .Take(query.MaxKeys + 1)
            .ToList();
        StoredObject[] page = [.. rest.Take(query.MaxKeys)];
        return new(page, [], rest.Count > page.Length && page.Length > 0, page.Length > 0 ? page[^1].KeyBytes : []);
    }

    private static SortedMapCursor<StoredObject> Start(SortedMap<StoredObject> map, ListQuery query) =>
        query.After.AsSpan().SequenceCompareTo(query.Prefix) < 0
            ? map.Seek(query.Prefix, inclusive: true)
            : map.Seek(query.After, inclusive: query.After.Length == 0);

    private static byte[]? RollUp(byte[] key, ListQuery query)
    {
        if (query.Delimiter.Length == 0)
        {
            return null;
        }

        var at = key.AsSpan(query.Prefix.Length).IndexOf(query.Delimiter);
        return at < 0 ? null : key[..(query.Prefix.Length + at + query.Delimiter.Length)];
    }

    /// <summary>The smallest byte string greater than everything that begins with <paramref name="prefix"/>.</summary>
    private static byte[]? Successor(byte[] prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == byte.MaxValue)
        {
            length--;
        }

        if (length == 0)
        {
            return null;
        }

        var next = prefix[..length];
        next[^1]++;
        return next;
    }
}
