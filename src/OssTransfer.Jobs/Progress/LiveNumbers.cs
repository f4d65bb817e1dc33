using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Progress;

/// <summary>What only a job's master knows of its run, because silos reported it a moment ago.</summary>
public sealed record LiveNumbers
{
    /// <summary>No silo is at work.</summary>
    public static LiveNumbers None { get; } = new();

    /// <summary>Objects that ended per second, lately.</summary>
    public double ObjectsPerSecond { get; init; }

    /// <summary>Bytes read per second, lately.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>What is under way in shards; null: no more than what is durable there.</summary>
    public LiveWork? Work { get; init; }

    /// <summary>What an object costs besides its bytes; null: not known yet.</summary>
    public double? ObjectBytes { get; init; }

    /// <summary>Work done per second, in bytes that could be moved instead (<see cref="Pace"/>); null: not known yet.</summary>
    public double? WorkPerSecond { get; init; }

    /// <summary>Objects under way, a few of them.</summary>
    public IReadOnlyList<FlightView> Flights { get; init; } = [];

    /// <summary>How fast it was until now; null: not known yet.</summary>
    public RateHistoryView? Rates { get; init; }

    /// <summary>What silos measured; null: they don't report it, or nothing is moved.</summary>
    public Measurements? Measured { get; init; }

    /// <summary>What the job asks of its runs; null: unknown.</summary>
    public RunPolicy? Policy { get; init; }
}
