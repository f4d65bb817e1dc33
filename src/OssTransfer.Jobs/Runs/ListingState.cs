using System.Text.Json.Serialization;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Runs;

/// <summary>How far a run's listing is: durable together with everything it covers.</summary>
public sealed record ListingState
{
    /// <summary>The attempt at the list shard; only its latest holder may record.</summary>
    [JsonPropertyName("Term")]
    public int Attempt { get; init; }

    /// <summary>The last key that is planned; null: none.</summary>
    public ObjectKey? Through { get; init; }

    /// <summary><see cref="Through"/> was reached in a listing that was sorted, as the source lists in an order of its own.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Every key was planned.</summary>
    public bool IsDone { get; init; }

    /// <summary>When that was; null where listing had to wait for the move shards or for the end of a pause.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Move shards planned: numbers 0 to this, exclusive.</summary>
    public int Shards { get; init; }

    /// <summary>Lines of the run's catalogue index.</summary>
    public int Segments { get; init; }

    /// <summary>What was listed.</summary>
    public ListingCounts Counts { get; init => field = value ?? ListingCounts.Empty; } = ListingCounts.Empty;
}
