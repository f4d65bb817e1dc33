namespace OssTransfer.Grains.Machines;

/// <summary>A home's <c>machines_ip.cfg</c>, without errors.</summary>
/// <param name="Machine">The home's silo.</param>
/// <param name="Entries">What it names.</param>
/// <param name="Digest">Of its content; empty: there is none.</param>
/// <param name="WrittenAt">When it was written.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.machine-list-file")]
internal sealed record MachineListFile(string Machine, string[] Entries, string Digest, DateTimeOffset WrittenAt);
