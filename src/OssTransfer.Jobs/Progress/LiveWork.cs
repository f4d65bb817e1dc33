using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Progress;

/// <summary>What is under way in a run's shards at this moment, besides what its state counts.</summary>
/// <param name="Moved">Objects that ended in open move shards, and the bytes that no longer wait there.</param>
/// <param name="Checked">Objects that were compared in check shards that aren't finished.</param>
public sealed record LiveWork(WorkAmount Moved, WorkAmount Checked)
{
    /// <summary>Nothing is.</summary>
    public static LiveWork None { get; } = new(new(0, 0), new(0, 0));

    /// <summary>What is durable in shards, where no silo reports more.</summary>
    public static LiveWork Of(ShardResult inShards)
    {
        ArgumentNullException.ThrowIfNull(inShards);
        return None with { Moved = new(inShards.Total, inShards.BytesEnded) };
    }
}
