namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>A worker asks for a shard.</summary>
/// <param name="Holder">The silo's process (<see cref="Machines.ThisMachine.Process"/>).</param>
/// <param name="KnownIncarnation">The incarnation of the job that the silo knows; 0: none.</param>
/// <param name="KnownConfig">The version of the configuration that it knows; 0: none.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.pull")]
internal sealed record PullRequest(string Holder, ulong KnownIncarnation, int KnownConfig)
{
    /// <summary>The silo's name; null: an older version asks.</summary>
    [Id(0)]
    public string? Silo { get; init; }

    /// <summary>The silo's address with the port.</summary>
    [Id(1)]
    public string? Address { get; init; }

    /// <summary>
    /// Now, UTC ticks by the clock of the job's destination, as the silo knows it; 0: it doesn't yet, and notes it before it writes; null: an older version
    /// asks.
    /// </summary>
    [Id(2)]
    public long? DestinationTicks { get; init; }
}
