namespace OssTransfer.Storage;

/// <summary>A page of a listing. It may be empty and still have a next one.</summary>
/// <param name="Entries">In the order of <see cref="StoreTraits.KeyOrder"/>.</param>
/// <param name="Next">Where to go on after this page; null: the listing is complete.</param>
public sealed record ListPage(IReadOnlyList<ObjectEntry> Entries, ListCursor? Next)
{
    /// <summary>With a delimiter: the folded prefixes.</summary>
    public IReadOnlyList<ObjectKey> CommonPrefixes { get; init; } = [];
}
