namespace OssTransfer.Grains.Machines;

/// <summary>A silo's sign of life.</summary>
/// <param name="Process">Its process, as Orleans writes it.</param>
/// <param name="Report">A <c>MachineReport</c> as JSON.</param>
/// <param name="Others">When others gave theirs, as far as it has heard: what a registry that was lost would have forgotten.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.machine-beat")]
internal sealed record MachineBeat(string Process, byte[] Report, MachineSighting[] Others);
