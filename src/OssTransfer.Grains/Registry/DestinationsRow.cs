namespace OssTransfer.Grains.Registry;

/// <summary>What the database holds of where jobs write. A row of its own: it changes seldom, and grows with every job.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.destinations-row")]
internal sealed record DestinationsRow
{
    /// <summary>Jobs of which it is known.</summary>
    [Id(0)]
    public string[] Jobs { get; init; } = [];

    /// <summary>The place of each.</summary>
    [Id(1)]
    public string[] Places { get; init; } = [];
}
