using System.Collections.Immutable;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Catalogues;

/// <summary>
/// A job's memory of every object: spans in key order, without overlap. A run that listed everything is the whole catalogue;
/// one that ended early lies over what was known before, as far as it came.
/// </summary>
/// <param name="Spans">Ascending.</param>
public sealed record Catalogue(ImmutableArray<CatalogueSpan> Spans)
{
    /// <summary>Nothing is remembered.</summary>
    public static Catalogue Empty { get; } = new(ImmutableArray<CatalogueSpan>.Empty);

    /// <summary>
    /// With a run's index over this: up to <paramref name="through"/> the run knows better, beyond it nothing changed.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="segments">Lines of its index.</param>
    /// <param name="through">The last key that was planned; null: all were.</param>
    public Catalogue Overlay(int run, int segments, ObjectKey? through)
    {
        var fresh = new CatalogueSpan(null, through, run, 0, segments);
        if (through is not { } end)
        {
            return new(segments == 0 ? [] : [fresh]);
        }

        var spans = ImmutableArray.CreateBuilder<CatalogueSpan>(Spans.Length + 1);
        if (segments > 0)
        {
            spans.Add(fresh);
        }

        foreach (var span in Spans)
        {
            if (span.Through is not { } last || last > end)
            {
                spans.Add(span.After is { } after && after >= end ? span : span with { After = end });
            }
        }

        return new(spans.ToImmutable());
    }
}
