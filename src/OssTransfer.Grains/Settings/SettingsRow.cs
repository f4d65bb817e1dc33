namespace OssTransfer.Grains.Settings;

/// <summary>What the database holds of the settings.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.settings-row")]
internal sealed record SettingsRow
{
    /// <summary><c>ClusterSettings</c> as <c>SettingsJson</c> writes it; empty: nothing was ever set.</summary>
    [Id(0)]
    public byte[] Settings { get; init; } = [];
}
