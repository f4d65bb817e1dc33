using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Reading;

/// <summary>The catalogue as the shards' grains hold it.</summary>
internal sealed class GrainCatalogueStore(IGrainFactory grains, ulong incarnation) : ICatalogueStore
{
    public async Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int page, CancellationToken cancellationToken)
    {
        var content = await Grain(ShardId.Index(run, page)).ReadAsync(false).WaitAsync(cancellationToken);
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

    /// <summary>A line of a run's index.</summary>
    /// <exception cref="InvalidDataException">The page is missing, or has fewer lines than the run.</exception>
    public async Task<SegmentRef> ReadLineAsync(int run, int line, CancellationToken cancellationToken) =>
        LineOf(await ReadIndexAsync(run, CatalogueIndex.PageOf(line), cancellationToken), run, line);

    /// <summary>The segments of some index lines of a run, one in memory at a time; each page of the index is read once.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lines">From the first line to behind the last.</param>
    /// <param name="ownOnly">Only those that the run has written itself, none of earlier ones that it refers to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">A page or a segment is missing, or a page has fewer lines than the run.</exception>
    public async IAsyncEnumerable<Segment> ReadSegmentsAsync(
        int run, (int From, int End) lines, bool ownOnly, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<SegmentRef> page = [];
        for (var line = lines.From; line < lines.End; line++)
        {
            if (line == lines.From || line % CatalogueIndex.PageLines == 0)
            {
                page = await ReadIndexAsync(run, CatalogueIndex.PageOf(line), cancellationToken);
            }

            var segment = LineOf(page, run, line);
            if (!ownOnly || segment.Shard.Run == run)
            {
                yield return await ReadSegmentAsync(segment, cancellationToken);
            }
        }
    }

    /// <summary>What became of keys of a segment that vanished at the source becomes part of what is remembered; answers with all that is noted.</summary>
    public async Task<IReadOnlyList<DeleteNote>> NoteDeletesAsync(
        Segment segment, IReadOnlyList<DeleteNote> before, IReadOnlyList<DeleteNote> notes, CancellationToken cancellationToken)
    {
        await Grain(segment.Ref.Shard).NoteDeletesAsync(DeleteNote.ToNumbers(notes)).WaitAsync(cancellationToken);
        return DeleteNote.Merge(before, notes);
    }

    private static SegmentRef LineOf(IReadOnlyList<SegmentRef> page, int run, int line)
    {
        var at = line % CatalogueIndex.PageLines;
        return at < page.Count
            ? page[at]
            : throw new InvalidDataException($"Page {CatalogueIndex.PageOf(line)} of the catalogue of run {run} lacks line {at}.");
    }

    private IShardGrain Grain(ShardId shard) => grains.GetGrain<IShardGrain>(shard.ToGrainKey(incarnation));
}
