namespace OssTransfer.Grains.Jobs;

/// <summary>What the database holds of a job.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.job-row")]
internal sealed record JobRow
{
    /// <summary>The encoded state; empty: there is no job of this name any more.</summary>
    [Id(0)]
    public byte[] State { get; init; } = [];
}
