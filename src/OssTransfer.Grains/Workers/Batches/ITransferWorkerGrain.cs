using OssTransfer.Grains.Jobs.Wire;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>
/// One batch of a shard that its own silo works on, through the transfer engine. Anywhere else it refuses.
/// What stops it is the shard's own token (<see cref="WorkingShard.Stopping"/>):
/// one in the call would have to find its way to the right one of many activations.
/// A stop ends a batch within seconds, and what had ended in it by then still comes back.
/// </summary>
[Alias("osstransfer.transfer-worker")]
internal interface ITransferWorkerGrain : IGrainWithIntegerKey
{
    /// <summary>Moves objects that go in one request. Answers with all that has ended in the shard and was not taken before.</summary>
    [Alias("move"), ResponseTimeout("04:00:00")]
    Task<BatchResult> MoveAsync(ulong incarnation, ShardTicket ticket, [Immutable] int[] indexes);

    /// <summary>Takes one step of a large object, or moves some of its parts.</summary>
    [Alias("step"), ResponseTimeout("04:00:00")]
    Task<BatchResult> StepAsync(ulong incarnation, ShardTicket ticket, int index);
}
