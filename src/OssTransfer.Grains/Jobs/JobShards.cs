using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>The rows of one life of a job, as its shards' grains hold them.</summary>
internal sealed class JobShards(IGrainFactory grains, ulong incarnation) : IShardRows
{
    private const int AtOnce = 16;

    public async Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int list, int page, CancellationToken cancellationToken)
    {
        var content = await Grain(new(run, ShardKind.Index, list, page)).ReadAsync(false).WaitAsync(cancellationToken);
        return content.Manifest.Length == 0 ? null : CatalogueIndex.Decode(content.Manifest);
    }

    public Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        Task.WhenAll(shards.Select(shard => Grain(shard).ClearAsync())).WaitAsync(cancellationToken);

    /// <summary>Clears every chunk of a list. Repeating it is harmless.</summary>
    public async Task ForgetAsync(PastList list, CancellationToken cancellationToken)
    {
        foreach (var chunk in Enumerable.Range(0, list.Chunks).Select(number => new ShardId(list.Generation, ShardKind.Chunk, 0, number)).Chunk(AtOnce))
        {
            await ForgetAsync(chunk, cancellationToken);
        }
    }

    private IShardGrain Grain(ShardId shard) => grains.GetGrain<IShardGrain>(shard.ToGrainKey(incarnation));
}
