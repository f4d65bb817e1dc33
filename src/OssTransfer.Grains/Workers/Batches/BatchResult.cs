using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>What a batch came to.</summary>
/// <param name="Delta">Outcomes and steps as a checkpoint takes them; empty: nothing ended.</param>
/// <param name="Objects">Objects that ended.</param>
/// <param name="Bytes">Their bytes, where transferred; for parts, the parts' bytes.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.batch-result")]
internal sealed record BatchResult(byte[] Delta, int Objects, long Bytes)
{
    /// <summary>Nothing was done: this silo doesn't work on the shard any more.</summary>
    public static BatchResult NotHere { get; } = new([], 0, 0) { IsCut = true };

    /// <summary>The lease ended, or the shard is no longer worked on here: stop.</summary>
    [Id(0)]
    public bool IsCut { get; init; }

    /// <summary>Why the job must pause; null: it needn't.</summary>
    [Id(3)]
    public Pause? Pause { get; init; }
}
