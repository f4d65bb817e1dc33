namespace OssTransfer.Grains.CommandLog;

/// <summary>What the database holds of the commands.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.command-log-row")]
internal sealed record CommandLogRow
{
    /// <summary>A <c>CommandRing</c>, encoded; empty: none yet.</summary>
    [Id(0)]
    public byte[] Ring { get; init; } = [];
}
