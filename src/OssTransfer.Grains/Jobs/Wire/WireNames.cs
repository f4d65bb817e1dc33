using Orleans.Serialization.Configuration;
using OssTransfer.Contracts.Jobs;

[assembly: TypeManifestProvider(typeof(OssTransfer.Grains.Jobs.Wire.WireNames))]

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>
/// What silos of all versions call the types that grains exchange and that are not their own: those know nothing of Orleans and carry no alias.
/// </summary>
internal sealed class WireNames : TypeManifestProviderBase
{
    /// <inheritdoc/>
    protected override void ConfigureInner(TypeManifestOptions config)
    {
        config.WellKnownTypeAliases["osstransfer.command-answer"] = typeof(CommandAnswer);
        config.WellKnownTypeAliases["osstransfer.list-step"] = typeof(FileListProgress);
    }
}
