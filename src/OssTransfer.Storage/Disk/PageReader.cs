namespace OssTransfer.Storage.Disk;

/// <summary>Makes pages of a walk, folding keys at the delimiter.</summary>
internal static class PageReader
{
    public static ListPage Read(TreeWalker walker, ListRequest request, CancellationToken cancellationToken)
    {
        var entries = new List<ObjectEntry>(Math.Min(request.PageSize, 1000));
        var folded = new List<ObjectKey>();
        while (walker.MoveNext(cancellationToken))
        {
            ListPosition position;
            if (FoldOf(walker.Key, request) is { } prefix)
            {
                folded.Add(prefix);
                walker.SkipUnder(prefix, cancellationToken);
                position = new(false, prefix.Memory);
            }
            else if (walker.ReadEntry() is { } entry)
            {
                entries.Add(entry);
                position = ListPosition.After(entry.Key);
            }
            else
            {
                continue;
            }

            if (entries.Count + folded.Count >= request.PageSize)
            {
                return new(entries, position) { CommonPrefixes = folded };
            }
        }

        return new(entries, null) { CommonPrefixes = folded };
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
