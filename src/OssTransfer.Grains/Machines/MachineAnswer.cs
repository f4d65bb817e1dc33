namespace OssTransfer.Grains.Machines;

/// <summary>The answer to a silo.</summary>
/// <param name="IsKnown">The name is its own.</param>
/// <param name="Refusal">Why it isn't; null where it is, or where it must announce itself.</param>
/// <param name="State">All that is known, stored form.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.machine-answer")]
internal sealed record MachineAnswer(bool IsKnown, string? Refusal, byte[] State);
