namespace OssTransfer.Jobs.Preflight;

/// <summary>What is known of a kind of destination beyond its traits: data, no <c>if</c>.</summary>
public sealed record DestinationLimits
{
    /// <summary>The profile it belongs to; empty for a directory.</summary>
    public required string Profile { get; init; }

    /// <summary>Only in this region; null in all that have no row of their own.</summary>
    public string? Region { get; init; }

    /// <summary>PUT requests per second of one bucket (or account) that the service publishes as its limit; null where it doesn't.</summary>
    public int? WritesPerSecond { get; init; }

    /// <summary>Bytes per second into one bucket that the service publishes as its limit; null where it doesn't.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>What becomes of keys with <c>.</c>, <c>..</c> or empty names between two <c>/</c>.</summary>
    public KeyKeeping OddKeys { get; init; } = KeyKeeping.Kept;

    /// <summary>A key can't be there beside keys below it.</summary>
    public bool KeepsDirectories { get; init; }

    /// <summary>Keys are paths beneath a directory.</summary>
    public bool IsDisk { get; init; }
}
