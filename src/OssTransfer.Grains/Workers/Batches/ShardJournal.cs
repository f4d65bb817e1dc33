using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Batches;

/// <summary>
/// Notes with the shard which versions are going to be written that its manifest doesn't name, as those that changed since they were listed.
/// One write at a time; those that come meanwhile go together into the next one.
/// </summary>
internal sealed class ShardJournal(WorkingShard shard, IShardGrain grain) : IWriteJournal
{
    private readonly Lock _gate = new();
    private ShardDoubts _waiting = ShardDoubts.None;
    private Task _writing = Task.CompletedTask;
    private Task? _next;

    public Task NoteAsync(int index, SourceVersion version, CancellationToken cancellationToken)
    {
        if (shard.Progress.Doubts.IsNoted(index, version))
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            _waiting = _waiting.Note(index, version);
            _next ??= WriteAfterAsync(_writing);
            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task WriteAfterAsync(Task before)
    {
        // Known as the next one before it begins.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        ShardDoubts notes;
        lock (_gate)
        {
            (notes, _waiting) = (_waiting, ShardDoubts.None);
            (_writing, _next) = (_next!, null);
        }

        var delta = ProgressCodec.Encode(shard.Manifest, [], [], notes);
        if (!await grain.CheckpointAsync(shard.Ticket.Digest, shard.Ticket.Attempt, delta))
        {
            throw new StorageException(StorageErrorKind.LeaseLost, "another attempt has the shard");
        }

        shard.Apply(delta);
    }
}
