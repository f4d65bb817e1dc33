using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>One line of the catalogue's index: a stretch of keys and the shard that remembers them.</summary>
/// <param name="First">The first key of the stretch.</param>
/// <param name="Shard">The move shard (of this run or an earlier one) whose manifest and outcomes are the records.</param>
/// <param name="Objects">Keys in it.</param>
public readonly record struct SegmentRef(ObjectKey First, ShardId Shard, int Objects);
