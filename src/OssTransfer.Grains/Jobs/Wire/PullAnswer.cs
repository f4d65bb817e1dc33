namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>The answer to a worker.</summary>
/// <param name="Ticket">The shard; null: nothing at present.</param>
/// <param name="Job">What the worker must know; null without a shard.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.pulled")]
internal sealed record PullAnswer(ShardTicket? Ticket, JobBrief? Job)
{
    /// <summary>What the silo may use of the job's limits; null: as before.</summary>
    [Id(0)]
    public RateShare? Share { get; init; }

    /// <summary>How long before the answer the database last accepted a write of the grain that answered: the lease counts that much less.</summary>
    [Id(10)]
    public TimeSpan OwnershipAge { get; init; }
}
