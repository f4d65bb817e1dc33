namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>What a silo holds of a job.</summary>
/// <param name="Holder">The silo's process (<see cref="Machines.ThisMachine.Process"/>).</param>
/// <param name="Held">Every shard it works on.</param>
/// <param name="Objects">Objects that ended there since the last report.</param>
/// <param name="Bytes">Bytes that were transferred there since the last report.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.renew")]
internal sealed record RenewRequest(string Holder, ShardTicket[] Held, long Objects, long Bytes)
{
    /// <summary>What the silo keeps to of the job's limits and how it used it; null: from a silo that doesn't share them.</summary>
    [Id(0)]
    public RateReport? Rates { get; init; }

    /// <summary>The job's incarnation, which the shards belong to; 0: not said.</summary>
    [Id(1)]
    public ulong Incarnation { get; init; }

    /// <summary>What its requests wait for longest; null: nothing worth showing.</summary>
    [Id(2)]
    public RequestWait? Wait { get; init; }

    /// <summary>A listing that it reads to sort it; null: none.</summary>
    [Id(3)]
    public ListingSort? Sort { get; init; }

    /// <summary>How far each of <see cref="Held"/> is, in their order; null: from a silo that doesn't report it.</summary>
    [Id(4)]
    public ShardDone[]? Done { get; init; }

    /// <summary>A few of the objects under way; null: none, or from a silo that doesn't report it.</summary>
    [Id(5)]
    public FlightReport[]? Flights { get; init; }

    /// <summary>Bytes of bodies that were read since the last report, on both sides; null: from a silo that doesn't report it.</summary>
    [Id(6)]
    public long? BytesRead { get; init; }

    /// <summary>What its work waited for since the last report; null: from a silo that doesn't report it.</summary>
    [Id(7)]
    public SiloMeasures? Measures { get; init; }
}
