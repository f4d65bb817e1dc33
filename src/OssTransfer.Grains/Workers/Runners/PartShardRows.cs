using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.LargeObjects;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>What a finish shard and its part shards read of each other.</summary>
internal sealed class PartShardRows(IGrainFactory grains, ulong incarnation)
{
    /// <summary>The parts that a part shard moves; null where the finish shard has no such upload any more.</summary>
    public async Task<LargeObjectState?> WindowAsync(ShardId part, PartShards parts, CancellationToken cancellationToken)
    {
        var whole = ProgressOf(await Grain(part.FinishShard()).ReadAsync(true).WaitAsync(cancellationToken))?.Large[0];
        return whole is { Upload.PartCount: > 0, Outcome: null } ? LargeObjectPlan.Split(whole, part.Number - parts.First, parts.Count) : null;
    }

    /// <summary>How far the present part shards of a finish shard are; those that no worker took are left out.</summary>
    public async Task<IReadOnlyList<ShardProgress>> ProgressAsync(ShardId finish, PartShards parts, CancellationToken cancellationToken)
    {
        var contents = await Task.WhenAll(Numbers(finish, parts.First, parts.Count).Select(part => Grain(part).ReadAsync(true))).WaitAsync(cancellationToken);
        return [.. contents.Select(ProgressOf).OfType<ShardProgress>()];
    }

    /// <summary>Forgets all that a finish shard ever had.</summary>
    public Task ClearAsync(ShardId finish, PartShards parts, CancellationToken cancellationToken) =>
        Task.WhenAll(Numbers(finish, 0, parts.Planned).Select(part => Grain(part).ClearAsync())).WaitAsync(cancellationToken);

    /// <summary>Null where the one object of the shard has no step yet.</summary>
    private static ShardProgress? ProgressOf(ShardContent content) =>
        content.Manifest.Length > 0 && ProgressCodec.Decode(ManifestCodec.Decode(content.Manifest), content.Progress) is var progress
            && progress.Large.ContainsKey(0)
                ? progress
                : null;

    private static IEnumerable<ShardId> Numbers(ShardId finish, int first, int count) =>
        Enumerable.Range(first, count).Select(number => ShardId.Part(finish.Run, finish.Number, number));

    private IShardGrain Grain(ShardId shard) => grains.GetGrain<IShardGrain>(shard.ToGrainKey(incarnation));
}
