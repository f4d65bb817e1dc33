namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>What a silo says of its share of a job's limits.</summary>
/// <param name="Activation">The activation whose share it keeps to; 0: none.</param>
/// <param name="Number">The share's number there.</param>
/// <param name="BytesPerSecond">What it keeps to; infinity: no limit.</param>
/// <param name="BytesUsed">What it used per second.</param>
/// <param name="BytesHeldBack">It would have used more.</param>
/// <param name="RequestsPerSecond">What it keeps to; infinity: no limit.</param>
/// <param name="RequestsUsed">What it used per second.</param>
/// <param name="RequestsHeldBack">It would have used more.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.rate-report")]
internal sealed record RateReport(
    long Activation,
    long Number,
    double BytesPerSecond,
    double BytesUsed,
    bool BytesHeldBack,
    double RequestsPerSecond,
    double RequestsUsed,
    bool RequestsHeldBack);
