using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Keeps a list shard for the silo that has the sorted listing, for as long as it works for the job: another would have to list everything again.
/// In memory only; where it is forgotten, that is what happens.
/// </summary>
internal sealed class SortedListingKeeper(JobHolds holds)
{
    // A silo whose workers are busy with long shards must not hold up the others for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private string? _holder;
    private TimeSpan? _refusedAt;

    /// <summary>Whether this shard is not for this silo now.</summary>
    public bool IsKeptFrom(string holder, ShardId shard, JobSpec spec)
    {
        var isSorted = shard.Kind == ShardKind.List && spec.Source.Cloud?.ListOrder == ListOrder.Any;
        if (!isSorted || _holder is null || _holder == holder || !holds.Holders.Holds(_holder))
        {
            return false;
        }

        _refusedAt ??= holds.Now;
        return holds.Now - _refusedAt < Longest;
    }

    /// <summary>A silo has taken a shard.</summary>
    public void Note(string holder, ShardId shard)
    {
        if (shard.Kind == ShardKind.List)
        {
            (_holder, _refusedAt) = (holder, null);
        }
    }
}
