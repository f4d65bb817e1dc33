using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs;

/// <summary>
/// The main flow of a run: source, catalogue and destination are merged by key and cut into shards.
/// What it yields is in key order and covers every key; the caller makes each stretch durable before it counts.
/// </summary>
public sealed class RunPlanner
{
    private readonly PlanSpec _spec;
    private readonly EntryPlanner _entries;
    private readonly CatalogueReader _catalogue;
    private readonly DestinationCursor _destination;
    private readonly ShardCutter _cutter;

    /// <summary>A planner for one go over the listing.</summary>
    public RunPlanner(PlanSpec spec, CatalogueReader catalogue, DestinationCursor destination)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (_spec, _catalogue, _destination) = (spec, catalogue, destination);
        _entries = new(spec);
        _cutter = new(spec.Limits);
    }

    /// <summary>
    /// Plans on after <paramref name="after"/> until the listing ends or <paramref name="isOver"/> says so between two pages.
    /// The last segment of a listing that ended has <see cref="PlannedSegment.IsLast"/>.
    /// </summary>
    public async IAsyncEnumerable<PlannedSegment> PlanAsync(
        IAsyncEnumerable<ListPage> source, ObjectKey? after, Func<bool> isOver, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isOver);
        await using var listing = new SourceCursor(source, cancellationToken);

        // 1 For each stretch of the catalogue: the new keys before it, then the stretch itself.
        await foreach (var stretch in _catalogue.ReadAsync(after, cancellationToken))
        {
            await foreach (var segment in NewKeysAsync(listing, stretch.Segment.First, isOver, cancellationToken))
            {
                yield return segment;
            }

            if (listing.IsBetweenPages && isOver())
            {
                break;
            }

            await foreach (var segment in StretchAsync(listing, stretch, cancellationToken))
            {
                yield return segment;
            }
        }

        // 2 What comes after everything remembered.
        await foreach (var segment in NewKeysAsync(listing, null, isOver, cancellationToken))
        {
            yield return segment;
        }

        // 3 What is left becomes the last shards.
        foreach (var segment in _cutter.Drain())
        {
            yield return segment;
        }

        if (await AtEndAsync(listing, isOver))
        {
            yield return new(null, ListingCounts.Empty) { IsLast = true };
        }
    }

    /// <summary>Keys up to (not including) <paramref name="end"/> of which nothing is remembered.</summary>
    private async IAsyncEnumerable<PlannedSegment> NewKeysAsync(
        SourceCursor listing, ObjectKey? end, Func<bool> isOver, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!(listing.IsBetweenPages && isOver()) && await NextAsync(listing) is { } next && (end is not { } limit || next.Key < limit))
        {
            listing.Skip();
            _cutter.Add(await PlanListedAsync(next, null, cancellationToken));
            if (_cutter.IsFull)
            {
                foreach (var segment in _cutter.Drain())
                {
                    yield return segment;
                }
            }
        }
    }

    /// <summary>Merges a remembered stretch with the listing; one that is wholly unchanged is referred to, not written again.</summary>
    private async IAsyncEnumerable<PlannedSegment> StretchAsync(
        SourceCursor listing, CatalogueStretch stretch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var segment = await _catalogue.ReadSegmentAsync(stretch.Segment, cancellationToken);
        var merged = new List<PlannedEntry>(segment.Manifest.Entries.Count);
        var unchanged = true;
        foreach (var remembered in segment.Records())
        {
            if (!stretch.Span.Contains(remembered.Record.Key))
            {
                // The span ends inside this segment: its rest belongs to somebody else, so it can't be referred to as a whole.
                unchanged = false;
                continue;
            }

            while (await NextAsync(listing) is { } before && before.Key < remembered.Record.Key)
            {
                listing.Skip();
                var planned = await PlanListedAsync(before, null, cancellationToken);
                unchanged &= planned.Entry is null;
                merged.Add(planned);
            }

            var isListed = await NextAsync(listing) is { } same && same.Key == remembered.Record.Key;
            var next = isListed
                ? await PlanListedAsync(await TakeAsync(listing), remembered, cancellationToken)
                : _entries.Unlisted(remembered);
            unchanged &= next.IsUnchanged;
            merged.Add(next);
        }

        // Few keys are joined with what lies beside them, whether they are new or a segment, so that segments don't get smaller and more from run to run.
        if (unchanged && merged.Count > 0 && (_spec.IsPartial || _cutter.IsEnough(merged)) && (_cutter.Lines == 0 || _cutter.IsEnough()))
        {
            foreach (var waiting in _cutter.Drain())
            {
                yield return waiting;
            }

            yield return Referred(stretch.Segment, merged);
            yield break;
        }

        merged.ForEach(_cutter.Add);
        if (_cutter.IsFull)
        {
            foreach (var full in _cutter.Drain())
            {
                yield return full;
            }
        }
    }

    private static PlannedSegment Referred(SegmentRef segment, List<PlannedEntry> merged)
    {
        var tally = new ListingTally();
        merged.ForEach(planned => planned.CountIn(tally));
        return new(merged[^1].Key, tally.ToCounts()) { Unchanged = segment };
    }

    private async ValueTask<PlannedEntry> PlanListedAsync(ListedKey listed, RememberedKey? remembered, CancellationToken cancellationToken)
    {
        var destination = listed.Source.Problem == EntryProblem.None && !listed.Key.IsEmpty
            ? await _destination.FindAsync(listed.Key, cancellationToken)
            : null;
        return _entries.Listed(listed.Key, listed.Source, remembered, destination);
    }

    private async ValueTask<ListedKey?> NextAsync(SourceCursor listing) =>
        await listing.PeekAsync() is { } entry ? new ListedKey(entry.Line?.Relative ?? RelativeKey(entry), entry) : null;

    private async ValueTask<ListedKey> TakeAsync(SourceCursor listing)
    {
        var next = await NextAsync(listing);
        listing.Skip();
        return next!.Value;
    }

    private ObjectKey RelativeKey(ObjectEntry entry) => entry.Key.StartsWith(_spec.Mapping.SourcePrefix)
        ? entry.Key.Skip(_spec.Mapping.SourcePrefix.Length)
        : throw new StorageException(StorageErrorKind.ListingBroken, $"The listing gave the key '{entry.Key}', which is not under the prefix '{_spec.Mapping.SourcePrefix}'.");

    private static async ValueTask<bool> AtEndAsync(SourceCursor listing, Func<bool> isOver) =>
        !(listing.IsBetweenPages && isOver()) && await listing.PeekAsync() is null;

    private readonly record struct ListedKey(ObjectKey Key, ObjectEntry Source);
}
