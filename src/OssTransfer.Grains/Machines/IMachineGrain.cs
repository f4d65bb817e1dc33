namespace OssTransfer.Grains.Machines;

/// <summary>What a silo says of itself, in memory only. Keyed by the silo's name.</summary>
[Alias("osstransfer.machine")]
internal interface IMachineGrain : IGrainWithStringKey
{
    /// <summary>The silo lives: a <c>MachineReport</c> as JSON.</summary>
    [Alias("beat")]
    Task BeatAsync([Immutable] byte[] report);

    /// <summary>The last word of the silo; null: none since this grain came up.</summary>
    [Alias("last")]
    Task<byte[]?> LastAsync(int asked);
}
