using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Runs.Model;

internal sealed record ModelTicket(ShardId Shard, int Attempt, ulong Digest, byte[]? State);
