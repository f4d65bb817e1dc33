using System.Collections.Frozen;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>The catalogue as the shards' grains hold it.</summary>
internal sealed class GrainCatalogueStore(IGrainFactory grains, ulong incarnation) : ICatalogueStore
{
    public async Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int list, int page, CancellationToken cancellationToken)
    {
        var content = await Grain(new(run, ShardKind.Index, list, page)).ReadAsync(false).WaitAsync(cancellationToken);
        return content.Manifest.Length > 0
            ? CatalogueIndex.Decode(content.Manifest)
            : throw new InvalidDataException($"Page {page} of the catalogue of run {run} is missing.");
    }

    public async Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken)
    {
        var content = await Grain(segment.Shard).ReadAsync(true).WaitAsync(cancellationToken);
        if (content.Manifest.Length == 0)
        {
            throw new InvalidDataException($"Shard {segment.Shard} of the catalogue is missing.");
        }

        var manifest = ManifestCodec.Decode(content.Manifest);
        return new(segment, manifest, ProgressCodec.Decode(manifest, content.Progress), content.FirstTakenTicks)
        {
            Attempt = content.Attempt,
            Differences = (content.Differences ?? []).ToFrozenSet(),
            Deletes = DeleteNote.FromNumbers(content.Deletes),
        };
    }

    /// <summary>What a check found to differ in a segment becomes part of what is remembered; what it found equal is no difference any more.</summary>
    public async Task NoteDifferencesAsync(Segment segment, IReadOnlyCollection<int> indexes, CancellationToken cancellationToken)
    {
        if (!segment.Differences.SetEquals(indexes))
        {
            await Grain(segment.Ref.Shard).NoteDifferencesAsync([.. indexes.Order()]).WaitAsync(cancellationToken);
        }
    }

    /// <summary>What became of keys of a segment that vanished at the source becomes part of what is remembered; answers with all that is noted.</summary>
    public async Task<IReadOnlyList<DeleteNote>> NoteDeletesAsync(
        Segment segment, IReadOnlyList<DeleteNote> before, IReadOnlyList<DeleteNote> notes, CancellationToken cancellationToken)
    {
        await Grain(segment.Ref.Shard).NoteDeletesAsync(DeleteNote.ToNumbers(notes)).WaitAsync(cancellationToken);
        return DeleteNote.Merge(before, notes);
    }

    private IShardGrain Grain(ShardId shard) => grains.GetGrain<IShardGrain>(shard.ToGrainKey(incarnation));
}
