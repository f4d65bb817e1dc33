namespace OssTransfer.Grains.Settings;

/// <summary>What was set for the whole cluster. One, key 0. It never calls a grain; silos ask it once a second.</summary>
[Alias("osstransfer.settings")]
internal interface ISettingsGrain : IGrainWithIntegerKey
{
    /// <summary>The settings as <c>SettingsJson</c> writes them; null where the caller's version is the present one.</summary>
    [Alias("read"), Orleans.Concurrency.ReadOnly]
    Task<byte[]?> ReadAsync(long knownVersion);

    /// <summary>Applies a change (<c>SettingsJson</c>), all of it or nothing, durable before the settings are answered. It may be repeated.</summary>
    [Alias("change")]
    Task<byte[]> ChangeAsync([Immutable] byte[] change);
}
