namespace OssTransfer.Grains.Machines;

/// <summary>When a silo gave its last sign of life.</summary>
/// <param name="Process">Its process, as Orleans writes it.</param>
/// <param name="LastSeen">By the clock of the silo that kept the registry then.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.machine-sighting")]
internal sealed record MachineSighting(string Process, DateTimeOffset LastSeen);
