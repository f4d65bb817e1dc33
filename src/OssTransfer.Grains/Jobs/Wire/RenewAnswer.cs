namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>The answer to a silo that named its shards.</summary>
/// <param name="IsRenewed">The lease counts from when the request was sent, less <see cref="OwnershipAge"/>.</param>
/// <param name="IsStopping">Work must stop within seconds: the job pauses, stops or is removed.</param>
/// <param name="Lost">Shards that the silo named and another attempt has.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.renewed")]
internal sealed record RenewAnswer(bool IsRenewed, bool IsStopping, ShardTicket[] Lost)
{
    /// <summary>What the silo may use of the job's limits from now on; null: as before.</summary>
    [Id(0)]
    public RateShare? Share { get; init; }

    /// <summary>How long before the answer the database last accepted a write of the grain that answered.</summary>
    [Id(10)]
    public TimeSpan OwnershipAge { get; init; }
}
