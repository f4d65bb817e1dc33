using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>Walks a catalogue in key order.</summary>
public sealed class CatalogueReader(Catalogue catalogue, ICatalogueStore store)
{
    /// <summary>
    /// The segments with keys after <paramref name="after"/>, in order. A segment at the end of a span may reach beyond it:
    /// only records inside <see cref="PlacedSegment.Span"/> count.
    /// </summary>
    public async IAsyncEnumerable<PlacedSegment> ReadAsync(ObjectKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var span in catalogue.Spans)
        {
            if (after is { } passed && span.Through is { } through && through <= passed)
            {
                continue;
            }

            var from = Later(after, span.After);
            var line = await FirstLineAsync(span, from, cancellationToken);
            IReadOnlyList<SegmentRef> page = [];
            for (var i = line; i < span.Segments; i++)
            {
                if (i == line || i % CatalogueIndex.PageLines == 0)
                {
                    page = await store.ReadIndexAsync(span.Run, CatalogueIndex.PageOf(i), cancellationToken);
                }

                var segment = page[i % CatalogueIndex.PageLines];
                if (span.Through is { } end && segment.First > end)
                {
                    break;
                }

                yield return new(span with { After = from }, segment);
            }
        }
    }

    /// <summary>Reads a segment's records.</summary>
    public Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken) =>
        store.ReadSegmentAsync(segment, cancellationToken);

    /// <summary>The last line whose first key is not after the place, or 0: what lies after the place begins there.</summary>
    private async Task<int> FirstLineAsync(CatalogueSpan span, ObjectKey? after, CancellationToken cancellationToken)
    {
        if (after is not { } place || span.Segments == 0)
        {
            return 0;
        }

        var (low, high) = (0, CatalogueIndex.PageOf(span.Segments - 1));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            var first = (await store.ReadIndexAsync(span.Run, middle, cancellationToken))[0].First;
            (low, high) = first <= place ? (middle, high) : (low, middle - 1);
        }

        var page = await store.ReadIndexAsync(span.Run, low, cancellationToken);
        var line = 0;
        var lines = Math.Min(page.Count, span.Segments - (low * CatalogueIndex.PageLines));
        while (line + 1 < lines && page[line + 1].First <= place)
        {
            line++;
        }

        return (low * CatalogueIndex.PageLines) + line;
    }

    private static ObjectKey? Later(ObjectKey? left, ObjectKey? right) =>
        left is { } a && right is { } b ? (a > b ? a : b) : left ?? right;
}
