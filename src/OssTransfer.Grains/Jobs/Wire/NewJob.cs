namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>A checked configuration.</summary>
/// <param name="Config">Canonical job.cfg without secrets.</param>
/// <param name="SealedSecrets">Secrets, sealed for <paramref name="Incarnation"/>.</param>
/// <param name="Incarnation">The job's random number.</param>
/// <param name="OnePass">No pass follows the first.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.new-job")]
internal sealed record NewJob(string Config, byte[] SealedSecrets, ulong Incarnation, bool OnePass)
{
    /// <summary>For an edit: what is recorded belongs to other objects, so the job waits for a redo that starts from nothing.</summary>
    [Id(0)]
    public bool StartsOver { get; init; }

    /// <summary>Only what a file list names is migrated; it is sent after this.</summary>
    [Id(1)]
    public bool HasList { get; init; }

    /// <summary>For a new job: the silo that it was given to.</summary>
    [Id(2)]
    public string? AddedOn { get; init; }

    /// <summary>For a new job: the language of who added it, by its name; null: not known.</summary>
    [Id(3)]
    public string? Language { get; init; }
}
