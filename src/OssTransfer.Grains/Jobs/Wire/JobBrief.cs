namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>What a silo must know to work for a job.</summary>
/// <param name="Incarnation">The job's random number.</param>
/// <param name="ConfigVersion">As <see cref="OssTransfer.Jobs.Runs.JobState.ConfigVersion"/>.</param>
/// <param name="Config">Canonical job.cfg without secrets; null where the caller's version is the present one.</param>
/// <param name="SealedSecrets">Secrets, sealed; null likewise.</param>
/// <param name="State">The durable state, encoded; null where a move shard is handed out that needs none of it.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.job-brief")]
internal sealed record JobBrief(ulong Incarnation, int ConfigVersion, string? Config, byte[]? SealedSecrets, byte[]? State)
{
    /// <summary>What the destination showed when the shard was planned may not be so any more: the job was paused since.</summary>
    [Id(0)]
    public bool WasPausedSince { get; init; }

    /// <summary>The move shards that are held, by their numbers, for reports; null: not asked for, or an older version answers.</summary>
    [Id(1)]
    public int[]? Held { get; init; }

    /// <summary>The silo's process that has each of them.</summary>
    [Id(2)]
    public string[]? Holders { get; init; }

    /// <summary>How the job stands (<c>JobStatus</c>); null: not asked for, or an older version answers.</summary>
    [Id(3)]
    public int? Status { get; init; }
}
