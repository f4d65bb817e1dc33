namespace OssTransfer.Jobs.Progress;

/// <summary>What silos measured of a job over the last seconds, added up over all of them.</summary>
public sealed record Measurements
{
    /// <summary>Waits by what was waited for, as <see cref="WaitNames"/> calls it, added up over all that waited.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> Waits { get; init; }

    /// <summary>The greatest part of its processors that a silo used, 0 to 1.</summary>
    public double Cpu { get; init; }

    /// <summary>Bytes read per second.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>The job's own limit of bytes per second; null: none.</summary>
    public double? BytesLimit { get; init; }

    /// <summary>The job's own limit of requests per second; null: none.</summary>
    public double? RequestsLimit { get; init; }

    /// <summary>Every key was listed.</summary>
    public bool IsListed { get; init; }

    /// <summary>Shards that silos work on.</summary>
    public int ShardsHeld { get; init; }

    /// <summary>Shards that wait for a worker.</summary>
    public int ShardsWaiting { get; init; }

    /// <summary>Objects under way, on average.</summary>
    public double UnderWay { get; init; }

    /// <summary>Objects that the silos that work for the job could have under way.</summary>
    public int Places { get; init; }

    /// <summary>Over how long it was measured.</summary>
    public required TimeSpan Over { get; init; }

    /// <summary>Objects that have not ended.</summary>
    public long ObjectsLeft { get; init; }

    /// <summary>Bytes that have not moved.</summary>
    public long? BytesLeft { get; init; }

    /// <summary>The object under way of which most is left, and how much; null: unknown.</summary>
    public (string Key, long Left, long BytesPerSecond)? Largest { get; init; }
}
