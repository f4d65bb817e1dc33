namespace OssTransfer.Storage.Disk;

/// <summary>Makes pages of a walk, folding keys at the delimiter.</summary>
internal static class PageReader
{
    public static ListPage Read(TreeWalker walker, ListRequest request, CancellationToken cancellationToken)
    {
        var entries = new List<ObjectEntry>(Math.Min(request.PageSize, 1000));
        var folded = new List<ObjectKey>();
        var found = new List<FoundName>(entries.Capacity);

        // Null at the end, and only there.
        ListCursor? position = default(ListCursor);
        while (position is not null && entries.Count + folded.Count < request.PageSize)
        {
            found.Clear();
            while (position is not null && !walker.IsFull && entries.Count + folded.Count + found.Count < request.PageSize)
            {
                position = Find(walker, request, found, folded, cancellationToken);
            }

            entries.AddRange(walker.ReadAll(found).OfType<ObjectEntry>());
        }

        return new(entries, position) { CommonPrefixes = folded };
    }

    /// <summary>Adds the next key, or what it is folded into.</summary>
    /// <returns>Where a listing goes on after it; null: there was none.</returns>
    private static ListCursor? Find(
        TreeWalker walker, ListRequest request, List<FoundName> found, List<ObjectKey> folded, CancellationToken cancellationToken)
    {
        if (!walker.MoveNext(cancellationToken))
        {
            return null;
        }

        if (FoldOf(walker.Key, request) is { } prefix)
        {
            folded.Add(prefix);
            walker.SkipUnder(prefix, cancellationToken);
            return new(false, prefix.Memory);
        }

        found.Add(walker.Find());
        return ListCursor.After(walker.Key);
    }

    private static ObjectKey? FoldOf(ObjectKey key, ListRequest request)
    {
        if (request.Delimiter is not { } delimiter)
        {
            return null;
        }

        Span<byte> utf8 = stackalloc byte[4];
        utf8 = utf8[..new System.Text.Rune(delimiter).EncodeToUtf8(utf8)];
        var at = key.Bytes[request.Prefix.Length..].IndexOf(utf8);
        return at < 0 ? null : new ObjectKey(key.Bytes[..(request.Prefix.Length + at + utf8.Length)]);
    }
}
