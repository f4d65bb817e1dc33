namespace OssTransfer.Grains.Machines;

/// <summary>What the database holds of the machines.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.machines-row")]
internal sealed record MachinesRow
{
    /// <summary>A <c>MachinesState</c>, encoded; empty: none yet.</summary>
    [Id(0)]
    public byte[] State { get; init; } = [];
}
