namespace OssTransfer.Contracts.Jobs;

/// <summary>How far one phase of a run is.</summary>
public sealed record PhaseView
{
    /// <summary>list, transfer, check, delete or report.</summary>
    public required string Name { get; init; }

    /// <summary>waiting, running or done.</summary>
    public required string State { get; init; }

    /// <summary>Objects done.</summary>
    public long Objects { get; init; }

    /// <summary>Objects to do; null while unknown.</summary>
    public long? ObjectsOf { get; init; }

    /// <summary>Bytes done; null where they are not counted.</summary>
    public long? Bytes { get; init; }

    /// <summary>Bytes to do; null where unknown.</summary>
    public long? BytesOf { get; init; }

    /// <summary>0 to 100; null while it is unknown what there is to do.</summary>
    public double? Percent { get; init; }
}
