namespace OssTransfer.Contracts.Probes;

/// <summary>One request of a probe.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="Ok">It worked.</param>
/// <param name="Detail">What came back, or why it failed.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record ProbeStep(string Name, bool Ok, string Detail, long Milliseconds);
