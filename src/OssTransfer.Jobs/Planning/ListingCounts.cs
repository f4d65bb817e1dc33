using System.Text.Json.Serialization;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Planning;

/// <summary>What a stretch of the listing was made of.</summary>
public sealed record ListingCounts
{
    /// <summary>Nothing.</summary>
    public static ListingCounts Empty { get; } = new();

    /// <summary>Keys that the source gave.</summary>
    public long Objects { get; init; }

    /// <summary>Their bytes, where known.</summary>
    public long Bytes { get; init; }

    /// <summary>Their multiset.</summary>
    public KeyDigest Keys { get; init; }

    /// <summary>Those that ended while listing: skipped, excluded, refused.</summary>
    public ShardResult Ended { get; init => field = value ?? ShardResult.Empty; } = ShardResult.Empty;

    /// <summary>Directories that could not be read: what lies below is unknown, so the run is incomplete.</summary>
    public long UnreadableDirectories { get; init; }

    /// <summary>Objects that a check has found to differ and that are sent again: whatever answers say, the run is checked.</summary>
    public long Differing { get; init; }

    /// <summary>Failed ones that only a new listing looks at again.</summary>
    public long NeedNewListing { get; init; }

    /// <summary>What is not migrated because of what it is.</summary>
    [JsonPropertyName("LeftBehind")]
    public NotCarriedCounts NotCarried { get; init => field = value ?? NotCarriedCounts.Nothing; } = NotCarriedCounts.Nothing;

    /// <summary>Objects that only the destination has; null: not looked for.</summary>
    public long? Extras { get; init; }

    /// <summary>Objects that this job wrote and the source has no more; null: none, or not looked for.</summary>
    public VanishedCount? Vanished { get; init; }

    /// <summary>Both together.</summary>
    public ListingCounts Add(ListingCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Objects = Objects + other.Objects,
            Bytes = ByteTotal.Add(Bytes, other.Bytes),
            Keys = Keys + other.Keys,
            Ended = Ended.Add(other.Ended),
            UnreadableDirectories = UnreadableDirectories + other.UnreadableDirectories,
            Differing = Differing + other.Differing,
            NeedNewListing = NeedNewListing + other.NeedNewListing,
            NotCarried = NotCarried.Add(other.NotCarried),
            Vanished = Vanished is null ? other.Vanished : Vanished.Add(other.Vanished),
            Extras = Extras is null ? other.Extras : Extras + (other.Extras ?? 0),
        };
    }
}
