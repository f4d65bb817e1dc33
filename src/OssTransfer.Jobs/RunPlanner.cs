using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs;

/// <summary>
/// The main flow of a run: source, catalogue and destination are merged by key and cut into shards.
/// What it yields is in key order and covers every key; the caller makes each segment durable before it counts.
/// </summary>
public sealed class RunPlanner
{
    private readonly PlanSpec _spec;
    private readonly EntryPlanner _entries;
    private readonly CatalogueReader _catalogue;
    private readonly DestinationCursor _destination;
    private readonly ShardCutter _cutter;
    private bool _hasPlanned;
    private bool _isStopped;
    private SourceCursor? _destinationListing;

    // What lies below a directory that could not be read is not known, so nothing below it is only the destination's.
    private ObjectKey? _unread;

    /// <summary>A planner for one slice of a listing.</summary>
    public RunPlanner(PlanSpec spec, CatalogueReader catalogue, DestinationCursor destination)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (_spec, _catalogue, _destination) = (spec, catalogue, destination);
        _entries = new(spec);
        _cutter = new(spec.Limits, spec.Planned, spec.ReportsEnded);
    }

    /// <summary>
    /// The destination's whole listing after the same key as the source's, which is merged as well, so that what only it has is found; null: what belongs to
    /// listed keys is looked up, and nothing else.
    /// </summary>
    public IAsyncEnumerable<ListPage>? DestinationListing { get; init; }

    /// <summary>Asks the source for objects of an inventory that is trusted; null: none is.</summary>
    public FileListLookup? Lookup { get; init; }

    /// <summary>How many keys more it takes before it stops, if all of them are to be moved.</summary>
    public long KeysUntilFull => ((long)Math.Max(0, _spec.MaxShards - _cutter.Shards) * _spec.Limits.Objects) - _cutter.Lines;

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
        await using var destinationListing = DestinationListing is null ? null : new SourceCursor(DestinationListing, isOver, cancellationToken);
        _destinationListing = destinationListing;

        // 1 For each segment of the catalogue: the new keys before it, then the segment itself.
        await foreach (var placed in _catalogue.ReadAsync(after, cancellationToken))
        {
            await foreach (var segment in NewKeysAsync(listing, placed.Segment.First, cancellationToken))
            {
                yield return segment;
            }

            if (CheckStop(listing))
            {
                break;
            }

            await foreach (var segment in PlacedAsync(listing, placed, cancellationToken))
            {
                yield return segment;
            }
        }

        // 2 What comes after everything remembered.
        await foreach (var segment in NewKeysAsync(listing, null, cancellationToken))
        {
            yield return segment;
        }

        // 3 What only the destination has after all that.
        while (!_isStopped && await NextExtraAsync(null) is { } extra)
        {
            _cutter.Add(extra);
            foreach (var segment in DrainIfFull())
            {
                yield return segment;
            }

            _isStopped = _destinationListing is { IsOver: true };
        }

        // 4 What is left becomes the last shards.
        foreach (var segment in _cutter.Drain())
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
        while (!CheckStop(listing) && await NextAsync(listing) is { } next && (end is not { } limit || next.Key < limit))
        {
            while (await NextExtraAsync(next.Key) is { } extra)
            {
                _cutter.Add(extra);
                foreach (var segment in DrainIfFull())
                {
                    yield return segment;
                }
            }

            listing.Skip();
            _cutter.Add(await PlanListedAsync(listing, next, null, cancellationToken));
            foreach (var segment in DrainIfFull())
            {
                yield return segment;
            }
        }
    }

    /// <summary>Merges a remembered segment with the listing; one that is wholly unchanged is referred to, not written again.</summary>
    private async IAsyncEnumerable<PlannedSegment> PlacedAsync(
        SourceCursor listing, PlacedSegment placed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var segment = await _catalogue.ReadSegmentAsync(placed.Segment, cancellationToken);
        var unchanged = new UnchangedStretch(_cutter);
        foreach (var remembered in segment.Records())
        {
            if (!placed.Span.Contains(remembered.Record.Key))
            {
                // The span ends inside this segment: its rest belongs to another span, so it can't be referred to as a whole.
                unchanged.GiveUp();
                continue;
            }

            // A segment that is unchanged so far is finished even if time is up; stopping inside it would force it to be written again.
            while ((unchanged.Keys is not null || !CheckStop(listing)) && await NextAsync(listing) is { } before && before.Key < remembered.Record.Key)
            {
                while (await NextExtraAsync(before.Key) is { } extra)
                {
                    unchanged.Add(extra, false);
                    foreach (var full in DrainIfFull())
                    {
                        yield return full;
                    }
                }

                listing.Skip();
                var planned = await PlanListedAsync(listing, before, null, cancellationToken);
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

            while (await NextExtraAsync(remembered.Record.Key) is { } extra)
            {
                unchanged.Add(extra, false);
                foreach (var full in DrainIfFull())
                {
                    yield return full;
                }
            }

            _hasPlanned = true;
            var isListed = await NextAsync(listing) is { } same && same.Key == remembered.Record.Key;
            var next = isListed
                ? await PlanListedAsync(listing, await TakeAsync(listing), remembered, cancellationToken)
                : await PlanUnlistedAsync(remembered);
            unchanged.Add(next, next.IsUnchanged);
            foreach (var full in DrainIfFull())
            {
                yield return full;
            }
        }

        // Few keys are joined with what lies beside them, whether they are new or a segment, so that segments don't get smaller and more from run to run.
        if (unchanged.Keys is { Count: > 0 } keys && (_spec.IsPartial || _cutter.IsEnough(keys)) && (_cutter.Lines == 0 || _cutter.IsEnough()))
        {
            foreach (var waiting in _cutter.Drain())
            {
                yield return waiting;
            }

            yield return Referred(placed.Segment, keys);
            yield break;
        }

        unchanged.GiveUp();
        foreach (var full in DrainIfFull())
        {
            yield return full;
        }
    }

    /// <summary>
    /// Whether this slice ends here; once it does, it stays ended. Time ends none that has planned nothing: the next one would only begin at the same place.
    /// </summary>
    private bool CheckStop(SourceCursor listing) => _isStopped = _isStopped || _cutter.Shards >= _spec.MaxShards || (_hasPlanned && listing.IsOver);

    private IEnumerable<PlannedSegment> DrainIfFull() => _cutter.IsFull ? _cutter.Drain() : [];

    private PlannedSegment Referred(SegmentRef segment, IReadOnlyList<PlannedEntry> merged)
    {
        var tally = new ListingTally();
        foreach (var planned in merged)
        {
            planned.CountIn(tally);
        }

        return new(merged[^1].Key, tally.ToCounts()) { Unchanged = segment, Ended = _spec.ReportsEnded ? PlannedEntry.EndedOf(merged) : [] };
    }

    private async ValueTask<PlannedEntry> PlanListedAsync(
        SourceCursor listing, SourceKey listed, RememberedKey? remembered, CancellationToken cancellationToken)
    {
        _hasPlanned = true;
        _unread = listed.Source.Problem == EntryProblem.UnreadableDirectory ? listed.Key : _unread;
        var isObject = listed.Source.Problem == EntryProblem.None || (_spec.Depth is not null && listed.Source.Problem == EntryProblem.NeedsRestore);
        var hasOne = isObject && !_spec.Mapping.ToDestination(listed.Key).IsEmpty;
        var destination = _destinationListing is not null ? await TakeDestinationAsync(listed.Key)
            : hasOne ? await _destination.FindAsync(listed.Key, cancellationToken)
            : null;

        // What may come out as equal, or as somebody else's, is never decided by an inventory.
        var isAsked = listed.Source.Line is not { IsTrusted: true } || (remembered is null && destination is null);
        return _entries.PlanListed(listed.Key, isAsked ? listed.Source : await listing.AskAsync(Lookup!), remembered, destination);
    }

    /// <summary>A key that is remembered but wasn't listed: where the destination is listed, too, it may be there.</summary>
    private async ValueTask<PlannedEntry> PlanUnlistedAsync(RememberedKey remembered) =>
        await TakeDestinationAsync(remembered.Record.Key) is { } there && IsExtra(remembered.Record.Key, there.Size)
            ? EntryPlanner.PlanExtra(remembered.Record.Key, there, remembered)
            : _entries.PlanUnlisted(remembered);

    /// <summary>The next key before another one (null: before the end) that only the destination has; null: there is none.</summary>
    private async ValueTask<PlannedEntry?> NextExtraAsync(ObjectKey? before)
    {
        while (_destinationListing is { } listing && await listing.PeekAsync() is { } entry
            && DestinationKey(entry) is var key && (before is not { } limit || key < limit))
        {
            listing.Skip();
            if (entry.Problem is EntryProblem.None or EntryProblem.NeedsRestore && IsExtra(key, entry.Size))
            {
                _hasPlanned = true;
                return EntryPlanner.PlanExtra(key, new(entry.Size, entry.LastModified, entry.ETag), null);
            }
        }

        return null;
    }

    /// <summary>What the destination's listing holds under this key, which is not after its next one; null: nothing.</summary>
    private async ValueTask<DestinationObject?> TakeDestinationAsync(ObjectKey key)
    {
        if (_destinationListing is not { } listing || await listing.PeekAsync() is not { } entry || DestinationKey(entry) != key)
        {
            return null;
        }

        listing.Skip();
        return new(entry.Size, entry.LastModified, entry.ETag);
    }

    private bool IsExtra(ObjectKey key, long? size) =>
        !key.IsEmpty && !(_unread is { } unread && key.StartsWith(unread)) && _spec.Filter.IncludesOther(key, size);

    private ObjectKey DestinationKey(ObjectEntry entry) => entry.Key.StartsWith(_spec.Mapping.DestinationPrefix)
        ? entry.Key.Skip(_spec.Mapping.DestinationPrefix.Length)
        : throw new StorageException(
            StorageErrorKind.ListingBroken,
            $"The destination's listing gave the key '{entry.Key}', which is not under the prefix '{_spec.Mapping.DestinationPrefix}'.");

    /// <summary>The next listed key, which stays next; null at the end, where a listing that goes on later stops this slice.</summary>
    private async ValueTask<SourceKey?> NextAsync(SourceCursor listing)
    {
        if (await listing.PeekAsync() is { } entry)
        {
            return new SourceKey(entry.Line?.Relative ?? RelativeKey(entry), entry);
        }

        _isStopped |= listing.IsCut;
        return null;
    }

    private async ValueTask<SourceKey> TakeAsync(SourceCursor listing)
    {
        var next = await NextAsync(listing);
        listing.Skip();
        return next!.Value;
    }

    private ObjectKey RelativeKey(ObjectEntry entry) => entry.Key.StartsWith(_spec.Mapping.SourcePrefix)
        ? entry.Key.Skip(_spec.Mapping.SourcePrefix.Length)
        : throw new StorageException(
            StorageErrorKind.ListingBroken, $"The listing gave the key '{entry.Key}', which is not under the prefix '{_spec.Mapping.SourcePrefix}'.");

    private readonly record struct SourceKey(ObjectKey Key, ObjectEntry Source);
}
