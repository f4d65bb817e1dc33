namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>What a silo measured of a job since its last report.</summary>
/// <param name="Waits">What was waited for.</param>
/// <param name="Cpu">The part of its processors that the silo used, 0 to 1.</param>
/// <param name="UnderWay">Objects under way.</param>
/// <param name="Places">Objects that the silo could have under way.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.silo-measures")]
internal sealed record SiloMeasures(WaitTime[] Waits, double Cpu, int UnderWay, int Places)
{
    /// <summary>Bytes per second that the silo may read of all jobs together; null: no limit, or from a silo that doesn't report it.</summary>
    [Id(0)]
    public double? BytesLimit { get; init; }
}
