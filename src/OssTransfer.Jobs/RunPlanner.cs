using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;

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
    private int _shards;
    private bool _hasPlanned;
    private bool _isStopped;

    /// <summary>A planner for one go over the listing.</summary>
    public RunPlanner(PlanSpec spec, CatalogueReader catalogue, DestinationCursor destination)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (_spec, _catalogue, _destination) = (spec, catalogue, destination);
        _entries = new(spec);
        _cutter = new(spec.Limits);
    }

    /// <summary>
    /// Plans on after <paramref name="after"/> until the listing ends; once something is planned, also until <paramref name="isOver"/> says so between
    /// two pages or <see cref="PlanSpec.MaxShards"/> are planned, wherever that is.
    /// The last segment of a listing that ended has <see cref="PlannedSegment.IsLast"/>.
    /// Whatever the order of new, known and vanished keys, no more keys wait in memory than a shard may gather.
    /// </summary>
    public async IAsyncEnumerable<PlannedSegment> PlanAsync(
        IAsyncEnumerable<ListPage> source, ObjectKey? after, Func<bool> isOver, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isOver);
        await using var listing = new SourceCursor(source, isOver, cancellationToken);

        // 1 For each stretch of the catalogue: the new keys before it, then the stretch itself.
        await foreach (var stretch in _catalogue.ReadAsync(after, cancellationToken))
        {
            await foreach (var segment in NewKeysAsync(listing, stretch.Segment.First, cancellationToken))
            {
                yield return segment;
            }

            if (Stops(listing))
            {
                break;
            }

            await foreach (var segment in StretchAsync(listing, stretch, cancellationToken))
            {
                yield return segment;
            }
        }

        // 2 What comes after everything remembered.
        await foreach (var segment in NewKeysAsync(listing, null, cancellationToken))
        {
            yield return segment;
        }

        // 3 What is left becomes the last shards.
        foreach (var segment in Drain())
        {
            yield return segment;
        }

        if (!_isStopped)
        {
            yield return new(null, ListingCounts.Empty) { IsLast = true };
        }
    }

    /// <summary>Keys up to (not including) <paramref name="end"/> of which nothing is remembered.</summary>
    private async IAsyncEnumerable<PlannedSegment> NewKeysAsync(
        SourceCursor listing, ObjectKey? end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!Stops(listing) && await NextAsync(listing) is { } next && (end is not { } limit || next.Key < limit))
        {
            listing.Skip();
            _cutter.Add(await PlanListedAsync(next, null, cancellationToken));
            foreach (var segment in DrainIfFull())
            {
                yield return segment;
            }
        }
    }

    /// <summary>Merges a remembered stretch with the listing; one that is wholly unchanged is referred to, not written again.</summary>
    private async IAsyncEnumerable<PlannedSegment> StretchAsync(
        SourceCursor listing, CatalogueStretch stretch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var segment = await _catalogue.ReadSegmentAsync(stretch.Segment, cancellationToken);
        var unchanged = new UnchangedStretch(_cutter);
        foreach (var remembered in segment.Records())
        {
            if (!stretch.Span.Contains(remembered.Record.Key))
            {
                // The span ends inside this segment: its rest belongs to somebody else, so it can't be referred to as a whole.
                unchanged.GiveUp();
                continue;
            }

            // What waits goes on to its end, so that leaving in the middle is no reason to write it again.
            while ((unchanged.Keys is not null || !Stops(listing)) && await NextAsync(listing) is { } before && before.Key < remembered.Record.Key)
            {
                listing.Skip();
                var planned = await PlanListedAsync(before, null, cancellationToken);
                unchanged.Add(planned, planned.Entry is null);
                foreach (var full in DrainIfFull())
                {
                    yield return full;
                }
            }

            if (_isStopped)
            {
                unchanged.GiveUp();
                yield break;
            }

            _hasPlanned = true;
            var isListed = await NextAsync(listing) is { } same && same.Key == remembered.Record.Key;
            var next = isListed
                ? await PlanListedAsync(await TakeAsync(listing), remembered, cancellationToken)
                : _entries.Unlisted(remembered);
            unchanged.Add(next, next.IsUnchanged);
            foreach (var full in DrainIfFull())
            {
                yield return full;
            }
        }

        // Few keys are joined with what lies beside them, whether they are new or a segment, so that segments don't get smaller and more from run to run.
        if (unchanged.Keys is { Count: > 0 } keys && (_spec.IsPartial || _cutter.IsEnough(keys)) && (_cutter.Lines == 0 || _cutter.IsEnough()))
        {
            foreach (var waiting in Drain())
            {
                yield return waiting;
            }

            yield return Referred(stretch.Segment, keys);
            yield break;
        }

        unchanged.GiveUp();
        foreach (var full in DrainIfFull())
        {
            yield return full;
        }
    }

    /// <summary>Whether this go ends here. Time ends none that has planned nothing: the next one would only begin at the same place.</summary>
    private bool Stops(SourceCursor listing) => _isStopped = _isStopped || _shards >= _spec.MaxShards || (_hasPlanned && listing.IsOver);

    private IEnumerable<PlannedSegment> DrainIfFull() => _cutter.IsFull ? Drain() : [];

    private IEnumerable<PlannedSegment> Drain()
    {
        foreach (var segment in _cutter.Drain())
        {
            _shards += segment.Manifest is { SendObjects: > 0 } ? 1 : 0;
            yield return segment;
        }
    }

    private static PlannedSegment Referred(SegmentRef segment, IReadOnlyList<PlannedEntry> merged)
    {
        var tally = new ListingTally();
        foreach (var planned in merged)
        {
            planned.CountIn(tally);
        }

        return new(merged[^1].Key, tally.ToCounts()) { Unchanged = segment };
    }

    private async ValueTask<PlannedEntry> PlanListedAsync(ListedKey listed, RememberedKey? remembered, CancellationToken cancellationToken)
    {
        _hasPlanned = true;
        var destination = listed.Source.Problem == EntryProblem.None && !_spec.Mapping.ToDestination(listed.Key).IsEmpty
            ? await _destination.FindAsync(listed.Key, cancellationToken)
            : null;
        return _entries.Listed(listed.Key, listed.Source, remembered, destination);
    }

    /// <summary>The next listed key, which stays next; null at the end, where a listing that goes on later stops this go.</summary>
    private async ValueTask<ListedKey?> NextAsync(SourceCursor listing)
    {
        if (await listing.PeekAsync() is { } entry)
        {
            return new ListedKey(entry.Line?.Relative ?? RelativeKey(entry), entry);
        }

        _isStopped |= listing.IsCut;
        return null;
    }

    private async ValueTask<ListedKey> TakeAsync(SourceCursor listing)
    {
        var next = await NextAsync(listing);
        listing.Skip();
        return next!.Value;
    }

    private ObjectKey RelativeKey(ObjectEntry entry) => entry.Key.StartsWith(_spec.Mapping.SourcePrefix)
        ? entry.Key.Skip(_spec.Mapping.SourcePrefix.Length)
        : throw new StorageException(
            StorageErrorKind.ListingBroken, $"The listing gave the key '{entry.Key}', which is not under the prefix '{_spec.Mapping.SourcePrefix}'.");

    private readonly record struct ListedKey(ObjectKey Key, ObjectEntry Source);
}
