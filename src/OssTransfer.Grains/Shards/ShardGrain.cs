using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Shards;

/// <inheritdoc cref="IShardGrain"/>
[CollectionAgeLimit(Minutes = 2)]
internal sealed class ShardGrain(
    [PersistentState("shard-manifest", StateStorage.Name)] IPersistentState<ManifestRow> manifest,
    [PersistentState("shard-progress", StateStorage.Name)] IPersistentState<ProgressRow> progress) : Grain, IShardGrain
{
    // Ending an activation costs about as much as all other work for a shard of one object: only larger states are worth it.
    private const int WorthLeaving = 4 << 10;

    private ShardManifest? _manifest;
    private ShardProgress? _progress;
    private bool _isWorkedOn;

    public async Task<bool> PutAsync(long version, byte[] payload)
    {
        if (progress.State.Attempt > 0 || version < manifest.State.Version)
        {
            return Holds(ShardManifest.DigestOf(payload));
        }

        // Figures may have been asked for before: what was decoded for them is out of date.
        (_manifest, _progress, _isWorkedOn) = (null, null, true);
        await WriteAsync(manifest, new() { Version = version, Payload = payload });
        return true;
    }

    public async Task<int?> TakeAsync(ulong digest, string holder, long destinationTicks)
    {
        if (!Holds(digest))
        {
            return null;
        }

        _isWorkedOn = true;
        var now = progress.State;
        var next = now.Attempt == 0 ? null : Progress().Superseded(Manifest());
        await WriteAsync(progress, now with
        {
            Payload = next is null ? now.Payload : ProgressCodec.Encode(Manifest(), next),
            Attempt = now.Attempt + 1,
            Holder = holder,
            FirstTakenTicks = now.FirstTakenTicks == 0 ? destinationTicks : now.FirstTakenTicks,
        });
        _progress = next ?? _progress;
        return progress.State.Attempt;
    }

    public async Task NoteFirstTakenAsync(ulong digest, int attempt, long destinationTicks)
    {
        if (Holds(digest) && progress.State is { FirstTakenTicks: 0 } now && now.Attempt == attempt)
        {
            await WriteAsync(progress, now with { FirstTakenTicks = destinationTicks });
        }
    }

    public Task<ShardContent> ReadAsync(bool withProgress)
    {
        var content = new ShardContent(
            manifest.State.Payload, withProgress ? progress.State.Payload : [], progress.State.Attempt, progress.State.FirstTakenTicks)
        {
            Differences = progress.State.Differences,
            Deletes = progress.State.Deletes,
        };
        if (!_isWorkedOn)
        {
            // One of many that a check, a report or the next pass reads once.
            Leave();
        }

        return Task.FromResult(content);
    }

    public async Task<bool> CheckpointAsync(ulong digest, int attempt, byte[] delta)
    {
        if (!Holds(digest) || progress.State.Attempt != attempt)
        {
            return false;
        }

        _isWorkedOn = true;
        var next = ProgressCodec.Apply(Manifest(), Progress(), delta);
        await WriteAsync(progress, progress.State with { Payload = ProgressCodec.Encode(Manifest(), next) });
        _progress = next;
        return true;
    }

    public async Task NoteDifferencesAsync(int[] indexes)
    {
        if (manifest.State.Payload.Length > 0)
        {
            await WriteAsync(progress, progress.State with { Differences = indexes.Length > 0 ? indexes : null });
            Leave();
        }
    }

    public async Task NoteDeletesAsync(int[] notes)
    {
        if (manifest.State.Payload.Length > 0)
        {
            var merged = DeleteNote.Merge(DeleteNote.FromNumbers(progress.State.Deletes), DeleteNote.FromNumbers(notes));
            await WriteAsync(progress, progress.State with { Deletes = DeleteNote.ToNumbers(merged) });
        }
    }

    public Task<byte[]?> ResultAsync(ulong digest)
    {
        if (!Holds(digest))
        {
            return Task.FromResult<byte[]?>(null);
        }

        var result = ShardResult.Of(Manifest(), Progress());
        if (result.Total < Manifest().SendObjects)
        {
            return Task.FromResult<byte[]?>(null);
        }

        // Seldom asked for again; all shards of the last minutes would be in memory otherwise, decoded at ten times their stored size.
        (_manifest, _progress) = (null, null);
        Leave();
        return Task.FromResult<byte[]?>(ShardResultCodec.Encode(result));
    }

    public Task<byte[]> PartialResultAsync(CancellationToken cancellationToken)
    {
        var result = manifest.State.Payload.Length == 0 ? ShardResult.Empty : ShardResult.Of(Manifest(), Progress());
        if (!_isWorkedOn)
        {
            (_manifest, _progress) = (null, null);
            Leave();
        }

        // A shard that was never taken has sent nothing.
        return Task.FromResult(ShardResultCodec.Encode(progress.State.Attempt == 0 ? result with { MayHaveSentMore = false } : result));
    }

    public async Task ClearAsync()
    {
        await progress.ClearStateAsync();
        await manifest.ClearStateAsync();
        DeactivateOnIdle();
    }

    private void Leave()
    {
        if (manifest.State.Payload.Length >= WorthLeaving)
        {
            DeactivateOnIdle();
        }
    }

    private bool Holds(ulong digest) => manifest.State.Payload.Length > 0 && ShardManifest.DigestOf(manifest.State.Payload) == digest;

    private ShardManifest Manifest() => _manifest ??= ManifestCodec.Decode(manifest.State.Payload);

    private ShardProgress Progress() => _progress ??= ProgressCodec.Decode(Manifest(), progress.State.Payload);

    /// <summary>A write that failed leaves its change in memory, where the next write would store it: the activation ends instead.</summary>
    private async Task WriteAsync<T>(IPersistentState<T> row, T next)
    {
        row.State = next;
        try
        {
            await row.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
