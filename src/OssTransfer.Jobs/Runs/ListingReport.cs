using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Runs;

/// <summary>What a list shard made durable (manifests, index lines) and now wants covered by its position.</summary>
/// <param name="Attempt">The attempt that worked.</param>
/// <param name="FirstShard">The number of the first new move shard: how many there were, as far as the worker knew.</param>
/// <param name="FirstSegment">The first new index line, likewise.</param>
public sealed record ListingReport([property: JsonPropertyName("Term")] int Attempt, int FirstShard, int FirstSegment)
{
    /// <summary>Segments of one report at most, each with a shard of its own or none: what may be stored and isn't covered by a position.</summary>
    public const int MaxSegments = 64;

    /// <summary>The incarnation of the job that was listed for; 0: not said.</summary>
    public ulong Incarnation { get; init; }

    /// <summary>Digests of the new manifests, in order of their numbers; 0 for one without anything to move.</summary>
    public ImmutableArray<ulong> Manifests { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>New index lines.</summary>
    public int Segments { get; init; }

    /// <summary>The last key covered; null leaves the position where it is.</summary>
    public ObjectKey? Through { get; init; }

    /// <summary>The destination's clock less the silo's; null where it reports none. Known before any shard of the report is given out.</summary>
    public TimeSpan? DestinationClock { get; init; }

    /// <summary>Which directory the source is; null: it is none, or that is unknown.</summary>
    public string? SourceMark { get; init; }

    /// <summary>The machine that listed.</summary>
    public string? Machine { get; init; }

    /// <summary>The source lists in an order of its own, and its listing was sorted.</summary>
    public bool IsSorted { get; init; }

    /// <summary>The listing ended.</summary>
    public bool IsDone { get; init; }

    /// <summary>What was listed since the last report.</summary>
    public ListingCounts Counts { get; init => field = value ?? ListingCounts.Empty; } = ListingCounts.Empty;
}
