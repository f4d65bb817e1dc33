namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>A silo's share of a job's limits.</summary>
/// <param name="Activation">The activation that gives it.</param>
/// <param name="Number">Of two shares of one activation the one with the greater number is the later one.</param>
/// <param name="BytesPerSecond">Bytes read per second; infinity: no limit.</param>
/// <param name="RequestsPerSecond">Requests per second; infinity: no limit.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.rate-share")]
internal sealed record RateShare(long Activation, long Number, double BytesPerSecond, double RequestsPerSecond);
