using System.Runtime.CompilerServices;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Reading;

/// <summary>Reads what a run did, shard by shard; it may still go on.</summary>
internal sealed class RunReader(IGrainFactory grains, JobState state, KeyMapping mapping)
{
    // The parts of the failures in their order. Callers keep these numbers, as <see cref="FailurePlace.Part"/>.
    private const int Moves = 0;
    private const int Check = 1;
    private const int Deletes = 2;
    private const int Extras = 3;

    private readonly GrainCatalogueStore _store = new(grains, state.Incarnation);

    /// <summary>
    /// All that failed or is only at the destination, from a place on. Only shards are read that may hold some of it, so that a page costs about as much as
    /// it has lines.
    /// </summary>
    /// <param name="from">The place.</param>
    /// <param name="reason">Only what failed for this reason; null: everything.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<PlacedFailure> FailuresAsync(
        FailurePlace from, string? reason, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var part = from.Part; part <= Extras; part++)
        {
            var start = part == from.Part ? from : new(part, 0, 0);
            await foreach (var failure in PartAsync(start, reason, cancellationToken))
            {
                yield return failure;
            }
        }
    }

    /// <summary>What failed, conflicts or needs restoring while listing and moving, in key order.</summary>
    public IAsyncEnumerable<FailureLine> TransferFailuresAsync(CancellationToken cancellationToken) => WholeAsync(Moves, cancellationToken);

    /// <summary>What only the destination has, in key order, as far as a check job looked for it. Keys are those at the destination.</summary>
    public IAsyncEnumerable<FailureLine> ExtrasAsync(CancellationToken cancellationToken) => WholeAsync(Extras, cancellationToken);

    /// <summary>What the check found to differ.</summary>
    public IAsyncEnumerable<FailureLine> CheckFailuresAsync(CancellationToken cancellationToken) => WholeAsync(Check, cancellationToken);

    /// <summary>
    /// What vanished at the source and is still at the destination, as far as it may be deleted, in key order. Keys are those at the destination.
    /// </summary>
    public async IAsyncEnumerable<PlacedFailure> VanishedAsync(
        FailurePlace from, ObjectFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (state.Run is not { List.Counts.Vanished: not null } run)
        {
            yield break;
        }

        var line = from.Shard;
        await foreach (var segment in _store.ReadSegmentsAsync(run.Number, (line, run.List.Segments), ownOnly: false, cancellationToken))
        {
            var first = line == from.Shard ? from.Entry : 0;
            foreach (var remembered in segment.Records().Where(one => one.Index >= first && DeleteRule.IsCandidate(one.Record, filter)))
            {
                yield return new(
                    new(
                        mapping.ToDestination(remembered.Record.Key),
                        remembered.Record.Source.Size,
                        "this job wrote it, and the two latest listings of the source were without it",
                        "delete",
                        run.Number),
                    new(0, line, remembered.Index + 1));
            }

            line++;
        }
    }

    private IAsyncEnumerable<FailureLine> WholeAsync(int part, CancellationToken cancellationToken) =>
        PartAsync(new(part, 0, 0), null, cancellationToken).Select(failure => failure.Line);

    private IAsyncEnumerable<PlacedFailure> PartAsync(FailurePlace from, string? reason, CancellationToken cancellationToken) =>
        (from.Part, reason, state.Run) switch
        {
            (Moves, not (FailureReasons.CheckDiffers or FailureReasons.NotDeleted or FailureReasons.OnlyThere), { } run) =>
                MovesAsync(run, from, reason, cancellationToken),
            (Check, null or FailureReasons.CheckDiffers, { Check: { Result.Differences: > 0 } check }) =>
                NotedAsync(ShardKind.Check, check.Shards, "check", from, cancellationToken),
            (Deletes, null or FailureReasons.NotDeleted, { Deletes: { Result.Failed: > 0 } deletes }) =>
                NotedAsync(ShardKind.Delete, deletes.Shards, "delete", from, cancellationToken),
            (Extras, null or FailureReasons.OnlyThere, { List.Counts.Extras: > 0 } run) => ExtrasAsync(run, from, cancellationToken),
            _ => AsyncEnumerable.Empty<PlacedFailure>(),
        };

    private async IAsyncEnumerable<PlacedFailure> MovesAsync(
        RunState run, FailurePlace from, string? reason, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var number in ShardsThatFailed(run, from.Shard, reason))
        {
            var segment = await MoveShardAsync(run, number, cancellationToken);
            for (var i = number == from.Shard ? from.Entry : 0; i < segment.Manifest.Entries.Count; i++)
            {
                var (entry, outcome) = (segment.Manifest.Entries[i], segment.Progress.Outcomes[i]);
                if (FailureReasons.NameOf(entry, outcome) is { } name && (reason is null || name == reason))
                {
                    var line = new FailureLine(
                        mapping.ToSource(entry.Key, entry.Source), entry.Source.Size, FailureReasons.TextOf(entry, outcome),
                        FailureReasons.PhaseOf(entry.Action), run.Number) { Group = name };
                    yield return new(line, new(Moves, number, i + 1));
                }
            }
        }
    }

    /// <summary>The shards that may hold failures, in order; all of them where that isn't known. What isn't finished may hold any.</summary>
    private static IEnumerable<int> ShardsThatFailed(RunState run, int from, string? reason)
    {
        var all = Enumerable.Range(from, Math.Max(0, run.List.Shards - from));
        if (!run.KnowsFlawed)
        {
            return all;
        }

        IReadOnlyList<ShardSet> sets = reason is null ? [.. run.Flawed.Values] : [run.Flawed.GetValueOrDefault(reason, ShardSet.Empty)];
        return all.Where(number => sets.Any(set => set.Contains(number)) || run.Open.ContainsKey(number));
    }

    private async IAsyncEnumerable<PlacedFailure> ExtrasAsync(
        RunState run, FailurePlace from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = from.Shard; number < run.List.Shards; number++)
        {
            var segment = await MoveShardAsync(run, number, cancellationToken);
            for (var i = number == from.Shard ? from.Entry : 0; i < segment.Manifest.Entries.Count; i++)
            {
                if (segment.Manifest.Entries[i] is { Action: EntryAction.Extra } entry)
                {
                    var line = new FailureLine(mapping.ToDestination(entry.Key), entry.Destination?.Size, "only at the destination", "check", run.Number)
                    {
                        Group = FailureReasons.OnlyThere,
                    };
                    yield return new(line, new(Extras, number, i + 1));
                }
            }
        }
    }

    /// <summary>A shard that the run itself has planned: they have their numbers in the order of their keys.</summary>
    private Task<Segment> MoveShardAsync(RunState run, int number, CancellationToken cancellationToken) =>
        _store.ReadSegmentAsync(new(default, ShardId.Move(run.Number, number), 0), cancellationToken);

    /// <summary>What shards have stored as their own manifests.</summary>
    private async IAsyncEnumerable<PlacedFailure> NotedAsync(
        ShardKind kind, int shards, string phase, FailurePlace from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = from.Shard; number < shards; number++)
        {
            var shard = ShardId.Of(state.Run!.Number, kind, number);
            var content = await grains.GetGrain<IShardGrain>(shard.ToGrainKey(state.Incarnation)).ReadAsync(false).WaitAsync(cancellationToken);
            if (content.Manifest.Length == 0)
            {
                continue;
            }

            foreach (var (i, entry) in ManifestCodec.Decode(content.Manifest).Entries.Index().Skip(number == from.Shard ? from.Entry : 0))
            {
                var line = new FailureLine(mapping.ToSource(entry.Key, entry.Source), entry.Source.Size, entry.Reason!, phase, state.Run.Number)
                {
                    Group = kind == ShardKind.Check ? FailureReasons.CheckDiffers : FailureReasons.NotDeleted,
                };
                yield return new(line, new(from.Part, number, i + 1));
            }
        }
    }

    /// <summary>What is recorded and proven of the objects of this run, in key order.</summary>
    public async IAsyncEnumerable<CatalogueRecord> ProvenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (state.Run is not { } run)
        {
            yield break;
        }

        await foreach (var segment in _store.ReadSegmentsAsync(run.Number, (0, run.List.Segments), ownOnly: false, cancellationToken))
        {
            foreach (var (record, carried) in segment.Records())
            {
                if (!carried && record.IsProven)
                {
                    yield return record;
                }
            }
        }
    }
}
