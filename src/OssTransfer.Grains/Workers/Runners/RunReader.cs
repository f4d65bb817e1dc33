using System.Runtime.CompilerServices;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>Reads what a run did, shard by shard; it may still go on.</summary>
internal sealed class RunReader(IGrainFactory grains, JobState state, KeyMapping mapping)
{
    private readonly GrainCatalogueStore _store = new(grains, state.Incarnation);

    /// <summary>What failed, conflicts or needs restoring while listing and moving, in key order.</summary>
    public async IAsyncEnumerable<FailureLine> TransferFailuresAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (state.Run is not { } run)
        {
            yield break;
        }

        await foreach (var segment in SegmentsAsync(run, ownOnly: true, cancellationToken))
        {
            for (var i = 0; i < segment.Manifest.Entries.Count; i++)
            {
                if (FailureOf(segment.Manifest.Entries[i], segment.Progress.Outcomes[i], run.Number) is { } failure)
                {
                    yield return failure;
                }
            }
        }
    }

    /// <summary>What only the destination has, in key order, as far as a check job looked for it. Keys are those at the destination.</summary>
    public async IAsyncEnumerable<FailureLine> ExtrasAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (state.Run is not { List.Counts.Extras: > 0 } run)
        {
            yield break;
        }

        await foreach (var segment in SegmentsAsync(run, ownOnly: true, cancellationToken))
        {
            foreach (var entry in segment.Manifest.Entries.Where(entry => entry.Action == EntryAction.Extra))
            {
                yield return new(mapping.ToDestination(entry.Key), entry.Destination?.Size, "only at the destination", "check", run.Number);
            }
        }
    }

    /// <summary>What the check found to differ.</summary>
    public IAsyncEnumerable<FailureLine> CheckFailuresAsync(CancellationToken cancellationToken) =>
        state.Run is { Check: { Result.Differences: > 0 } check }
            ? NotedAsync(ShardKind.Check, check.Shards, "check", cancellationToken)
            : AsyncEnumerable.Empty<FailureLine>();

    /// <summary>What shards have stored as their own manifests.</summary>
    private async IAsyncEnumerable<FailureLine> NotedAsync(
        ShardKind kind, int shards, string phase, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; number < shards; number++)
        {
            var shard = new ShardId(state.Run!.Number, kind, 0, number);
            var content = await grains.GetGrain<IShardGrain>(shard.ToGrainKey(state.Incarnation)).ReadAsync(false).WaitAsync(cancellationToken);
            if (content.Manifest.Length == 0)
            {
                continue;
            }

            foreach (var entry in ManifestCodec.Decode(content.Manifest).Entries)
            {
                yield return new(mapping.ToSource(entry.Key, entry.Source), entry.Source.Size, entry.Reason!, phase, state.Run.Number);
            }
        }
    }

    /// <summary>What vanished at the source and could not be deleted.</summary>
    public IAsyncEnumerable<FailureLine> DeleteFailuresAsync(CancellationToken cancellationToken) =>
        state.Run is { Deletes: { Result.Failed: > 0 } deletes }
            ? NotedAsync(ShardKind.Delete, deletes.Shards, "delete", cancellationToken)
            : AsyncEnumerable.Empty<FailureLine>();

    /// <summary>
    /// What vanished at the source and is still at the destination, as far as it may be deleted, in key order. Keys are those at the destination.
    /// </summary>
    public async IAsyncEnumerable<FailureLine> VanishedAsync(ObjectFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (state.Run is not { List.Counts.Vanished: not null } run)
        {
            yield break;
        }

        await foreach (var segment in SegmentsAsync(run, ownOnly: false, cancellationToken))
        {
            foreach (var record in segment.Records().Select(remembered => remembered.Record).Where(record => DeleteRule.IsCandidate(record, filter)))
            {
                yield return new(
                    mapping.ToDestination(record.Key),
                    record.Source.Size,
                    "this job wrote it, and the two latest listings of the source were without it",
                    "delete",
                    run.Number);
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

        await foreach (var segment in SegmentsAsync(run, ownOnly: false, cancellationToken))
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

    private IAsyncEnumerable<Segment> SegmentsAsync(RunState run, bool ownOnly, CancellationToken cancellationToken) =>
        _store.ReadSegmentsAsync(run.Number, 0, (0, run.List.Segments), ownOnly, cancellationToken);

    private FailureLine? FailureOf(ManifestEntry entry, TransferOutcome? outcome, int run) => (entry.Action, outcome) switch
    {
        (EntryAction.Refuse, _) => new(mapping.ToSource(entry.Key, entry.Source), entry.Source.Size, entry.Reason!, "list", run),
        (EntryAction.Compare, { Kind: OutcomeKind.Failed, Failure: { } failure } compared) => Line(
            entry, compared.Difference == Difference.None ? $"could not be compared: {Pauses.Reason(failure)}" : failure.Reason, run, "check"),
        (EntryAction.Compare, { Kind: OutcomeKind.NeedsRestore }) => Line(entry, "archived at the source; restore it there first", run, "check"),
        (EntryAction.Send, { Kind: OutcomeKind.Failed, Failure: { } failure }) => Line(entry, failure.Reason, run),
        (EntryAction.Send, { Kind: OutcomeKind.Conflict }) =>
            Line(entry, "the destination holds something else that is newer and that this job did not write; it was left as it is", run),
        (EntryAction.Send, { Kind: OutcomeKind.NeedsRestore }) => Line(entry, "archived at the source; restore it there first", run),
        _ => null,
    };

    private FailureLine Line(ManifestEntry entry, string reason, int run, string phase = "transfer") =>
        new(mapping.ToSource(entry.Key, entry.Source), entry.Source.Size, reason, phase, run);
}
