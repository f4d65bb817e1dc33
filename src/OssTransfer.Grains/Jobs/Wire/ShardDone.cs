namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>How far a silo is with a shard.</summary>
/// <param name="Objects">Objects that have ended, those of earlier attempts included.</param>
/// <param name="Bytes">Bytes that no longer wait there: of ended objects, as listed, and what has moved of the others.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.shard-done")]
internal readonly record struct ShardDone([property: Id(0)] long Objects, [property: Id(1)] long Bytes);
