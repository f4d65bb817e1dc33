namespace OssTransfer.Transfer.Listings;

/// <summary>How far a listing may be read ahead of its consumer.</summary>
public sealed record ListAheadOptions
{
    /// <summary>Pages that are asked for at once, at most; 1 reads nothing ahead. Default 16.</summary>
    public int Streams { get; init; } = 16;

    /// <summary>Entries that wait in memory at most, those of pages that are under way included. Default 64,000.</summary>
    public int Entries { get; init; } = 64_000;

    /// <summary>How many pages a range is meant to have: each range asks for about half a page more than it needs. Default 3.</summary>
    public int PagesPerRange { get; init; } = 3;

    /// <summary>A page that is there sooner costs work, not waiting, and is never read ahead. Default 15 ms.</summary>
    public TimeSpan WorthHiding { get; init; } = TimeSpan.FromMilliseconds(15);
}
