namespace OssTransfer.Contracts.Jobs;

/// <summary>What limits a job at this moment.</summary>
public sealed record BottleneckView
{
    /// <summary>
    /// source, destination, source-throttled, destination-throttled, network, cpu, cpu-limit, memory, bandwidth-limit, request-limit, silo-limit, listing,
    /// few-shards or one-object.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people: what it is, by which numbers, and what to change.</summary>
    public required string Text { get; init; }

    /// <summary>Parts of all waiting of the last ten seconds, 0 to 100, by what was waited for.</summary>
    public required IReadOnlyDictionary<string, double> Waits { get; init; }
}
