namespace OssTransfer.Grains.Outbox;

/// <summary>What the database holds of the outbox.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.outbox-row")]
internal sealed record OutboxRow
{
    /// <summary>An <c>OutboxState</c>, encoded; empty: none yet.</summary>
    [Id(0)]
    public byte[] State { get; init; } = [];
}
