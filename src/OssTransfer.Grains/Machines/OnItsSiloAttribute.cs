using Orleans.Placement;

namespace OssTransfer.Grains.Machines;

/// <summary>Marks a grain whose key is a silo's process, on which it lives.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnItsSiloAttribute() : PlacementAttribute(new OnItsSilo());
