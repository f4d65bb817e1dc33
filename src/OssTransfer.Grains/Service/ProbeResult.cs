using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Service;

/// <summary>What a look at both stores has shown.</summary>
/// <param name="Failure">What is wrong; null where both answered.</param>
/// <param name="Notes">Worth knowing.</param>
internal sealed record ProbeResult(CommandAnswer? Failure, IReadOnlyList<string> Notes);
