namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>How long something was waited for.</summary>
/// <param name="Name">What, as <c>WaitNames</c> calls it.</param>
/// <param name="Waited">Added up over all that waited.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.wait-time")]
internal sealed record WaitTime(string Name, TimeSpan Waited);
