using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>The shards of one incarnation of a job, as their grains hold them.</summary>
internal sealed class JobShards(IGrainFactory grains, ulong incarnation) : IJobShards
{
    public Task<int?> TakeAsync(ShardId shard, ulong digest, string holder, long destinationTicks) => Grain(shard).TakeAsync(digest, holder, destinationTicks);

    public async Task<byte[]> ManifestAsync(ShardId shard) => (await Grain(shard).ReadAsync(false)).Manifest;

    public Task PutAsync(ShardId shard, byte[] content) => Grain(shard).PutAsync(1, content);

    public async Task<ShardResult?> ResultAsync(ShardId shard, ulong digest) =>
        await Grain(shard).ResultAsync(digest) is { } result ? ShardResultCodec.Decode(result) : null;

    public Task NoteSendsCompleteAsync(ShardId shard, ulong digest, int attempt) =>
        Grain(shard).CheckpointAsync(digest, attempt, ProgressCodec.EncodeSendsComplete());

    public async Task<ShardResult> PartialResultAsync(ShardId shard) => ShardResultCodec.Decode(await Grain(shard).PartialResultAsync(CancellationToken.None));

    public async Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int page, CancellationToken cancellationToken)
    {
        var content = await Grain(ShardId.Index(run, page)).ReadAsync(false).WaitAsync(cancellationToken);
        return content.Manifest.Length == 0 ? null : CatalogueIndex.Decode(content.Manifest);
    }

    public Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Task.WhenAll(shards.Select(shard => Grain(shard).ClearAsync())).WaitAsync(cancellationToken);

    private IShardGrain Grain(ShardId shard) => grains.GetGrain<IShardGrain>(shard.ToGrainKey(incarnation));
}
