namespace OssTransfer.Storage.Disk;

/// <summary>Which names of one directory a listing still needs: those under its prefix and after its position.</summary>
internal sealed class NameFilter
{
    private readonly ReadOnlyMemory<byte> _prefix;
    private readonly ReadOnlyMemory<byte> _after;
    private readonly bool _isFolded;

    private NameFilter(ReadOnlyMemory<byte> prefix, ReadOnlyMemory<byte> after, bool isFolded)
    {
        _prefix = prefix;
        _after = after;
        _isFolded = isFolded;
    }

    /// <summary>The filter of a directory.</summary>
    /// <param name="directory">Its key with the final '/'; empty for the root.</param>
    /// <param name="request">The prefix is longer than the directory's key, or begins it, or the other way round.</param>
    /// <returns>Null where nothing in it is needed.</returns>
    public static NameFilter? Of(ObjectKey directory, ListRequest request)
    {
        var prefix = request.Prefix.Memory[Math.Min(directory.Length, request.Prefix.Length)..];
        if (request.From is not { } from)
        {
            return new(prefix, default, false);
        }

        if (from.Value.Span.StartsWith(directory.Bytes))
        {
            var isAllListed = !from.IsKey && from.Value.Length == directory.Length;
            return isAllListed ? null : new(prefix, from.Value[directory.Length..], !from.IsKey);
        }

        var isPast = directory.Bytes.SequenceCompareTo(from.Value.Span) < 0 || (!from.IsKey && directory.Bytes.StartsWith(from.Value.Span));
        return isPast ? null : new(prefix, default, false);
    }

    /// <summary>Whether a key or, for a directory, some key under it may be needed.</summary>
    /// <param name="name">A directory's ends with '/'.</param>
    /// <param name="isDirectory">Whether more follows the name.</param>
    public bool Accepts(ReadOnlySpan<byte> name, bool isDirectory) => IsUnderPrefix(name, isDirectory) && IsAfter(name, isDirectory);

    private bool IsUnderPrefix(ReadOnlySpan<byte> name, bool isDirectory) =>
        name.StartsWith(_prefix.Span) || (isDirectory && _prefix.Span.StartsWith(name));

    private bool IsAfter(ReadOnlySpan<byte> name, bool isDirectory)
    {
        var after = _after.Span;
        if (after.IsEmpty)
        {
            return true;
        }

        var leadsThere = isDirectory && after.StartsWith(name);
        return _isFolded
            ? (name.SequenceCompareTo(after) > 0 && !name.StartsWith(after)) || (leadsThere && after.Length > name.Length)
            : name.SequenceCompareTo(after) > 0 || leadsThere;
    }
}
