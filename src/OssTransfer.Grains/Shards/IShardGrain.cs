namespace OssTransfer.Grains.Shards;

/// <summary>
/// Guards one shard: its manifest, fixed once taken, and its progress. Keyed by incarnation and shard.
/// It does none of the work, so it may be deactivated or moved at any time. Without a manifest it refuses everything. Rows of a job that no worker takes (an
/// index page, a chunk of a list, what a check found) are kept by it, too, as manifests: <see cref="OssTransfer.Jobs.Shards.ShardKind"/> has them all.
/// </summary>
[Alias("osstransfer.shard")]
internal interface IShardGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores a manifest, or an index page. An older one (<see cref="OssTransfer.Jobs.Runs.ListingVersion"/>), or one for a shard that was taken, is refused.
    /// </summary>
    [Alias("put")]
    Task<bool> PutAsync(long version, [Immutable] byte[] manifest);

    /// <summary>
    /// Begins a new attempt, durable before it answers, together with what the one before may have written. Null: no manifest of this digest is here.
    /// </summary>
    /// <param name="digest">The manifest's.</param>
    /// <param name="holder">The silo's process that works on it.</param>
    /// <param name="destinationTicks">Now, UTC ticks by the destination's clock; 0: that clock isn't known.</param>
    [Alias("take")]
    Task<int?> TakeAsync(ulong digest, string holder, long destinationTicks);

    /// <summary>
    /// Notes when the shard was first taken, where the silo that took it didn't know the destination's clock: durable before that silo writes there.
    /// </summary>
    /// <param name="digest">The manifest's.</param>
    /// <param name="attempt">The attempt that works.</param>
    /// <param name="destinationTicks">Now, UTC ticks by the destination's clock.</param>
    [Alias("first-taken")]
    Task NoteFirstTakenAsync(ulong digest, int attempt, long destinationTicks);

    /// <summary>What is stored.</summary>
    [Alias("read"), Orleans.Concurrency.ReadOnly]
    Task<ShardContent> ReadAsync(bool withProgress);

    /// <summary>Adds outcomes and steps. False: another attempt, or another manifest, has the shard.</summary>
    [Alias("checkpoint")]
    Task<bool> CheckpointAsync(ulong digest, int attempt, [Immutable] byte[] delta);

    /// <summary>Replaces what is noted of differences: the indexes of entries that a check found to differ at the destination.</summary>
    [Alias("differences")]
    Task NoteDifferencesAsync([Immutable] int[] indexes);

    /// <summary>Adds what is noted of keys that vanished at the source (<see cref="OssTransfer.Jobs.Shards.DeleteNote"/>).</summary>
    [Alias("deletes")]
    Task NoteDeletesAsync([Immutable] int[] notes);

    /// <summary>The encoded result; null while an object has no outcome.</summary>
    [Alias("result")]
    Task<byte[]?> ResultAsync(ulong digest);

    /// <summary>The encoded result of what has an outcome so far.</summary>
    [Alias("partial"), Orleans.Concurrency.ReadOnly]
    Task<byte[]> PartialResultAsync(CancellationToken cancellationToken);

    /// <summary>Forgets everything.</summary>
    [Alias("clear")]
    Task ClearAsync();
}
