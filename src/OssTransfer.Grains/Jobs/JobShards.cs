using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>Forgets what a run stored.</summary>
internal static class JobShards
{
    private const int AtOnce = 16;

    /// <summary>Clears every shard and index page of a run. Repeating it is harmless.</summary>
    public static Task ForgetAsync(IGrainFactory grains, ulong incarnation, PastRun run) => ForgetAsync(grains, incarnation, ShardsOf(run));

    /// <summary>Clears every chunk of a list. Repeating it is harmless.</summary>
    public static Task ForgetAsync(IGrainFactory grains, ulong incarnation, PastList list) => ForgetAsync(
        grains, incarnation, Enumerable.Range(0, list.Chunks).Select(number => new ShardId(list.Generation, ShardKind.Chunk, 0, number)));

    private static async Task ForgetAsync(IGrainFactory grains, ulong incarnation, IEnumerable<ShardId> shards)
    {
        foreach (var chunk in shards.Chunk(AtOnce))
        {
            await Task.WhenAll(chunk.Select(shard => grains.GetGrain<IShardGrain>(shard.ToGrainKey(incarnation)).ClearAsync()));
        }
    }

    private static IEnumerable<ShardId> ShardsOf(PastRun run)
    {
        var pages = run.Segments == 0 ? 0 : CatalogueIndex.PageOf(run.Segments - 1) + 1;
        return Numbers(run, ShardKind.Move, run.Shards)
            .Concat(Numbers(run, ShardKind.Index, pages))
            .Concat(Numbers(run, ShardKind.Check, run.Checks))
            .Concat(run.Parts.SelectMany(parts => Enumerable.Range(0, parts.Value).Select(number => new ShardId(run.Number, ShardKind.Part, parts.Key, number))));
    }

    private static IEnumerable<ShardId> Numbers(PastRun run, ShardKind kind, int count) =>
        Enumerable.Range(0, count).Select(number => new ShardId(run.Number, kind, 0, number));
}
