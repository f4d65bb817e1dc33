namespace OssTransfer.Storage;

/// <summary>What to list.</summary>
/// <param name="Prefix">Only keys that begin with it; empty for all.</param>
public sealed record ListRequest(ObjectKey Prefix)
{
    /// <summary>Where to go on; null from the beginning.</summary>
    public ListCursor? From { get; init; }

    /// <summary>Keys after it are hardly needed, so a reader that reads ahead stops there; they are listed all the same. Null: all are needed.</summary>
    public ObjectKey? NeededUntil { get; init; }

    /// <summary>Keys that share the text up to it are folded into <see cref="ListPage.CommonPrefixes"/>; null lists all keys.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Directories with nothing in them are listed, too, as <see cref="EntryProblem.EmptyDirectory"/>, where the store has directories.</summary>
    public bool WithEmptyDirectories { get; init; }

    /// <summary>Entries a page at most; the store may give fewer.</summary>
    public int PageSize { get; init; } = 1000;
}
