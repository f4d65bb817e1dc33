namespace OssTransfer.Grains.Machines;

/// <summary>A grain lives on the silo whose process its key names, and nowhere else.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("osstransfer.on-its-silo")]
internal sealed class OnItsSilo : PlacementStrategy
{
}
