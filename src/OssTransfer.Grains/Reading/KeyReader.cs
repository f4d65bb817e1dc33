using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Reading;

/// <summary>Finds what a job's passes wrote down about one key: a few reads of shards, however many objects there are.</summary>
/// <param name="grains">Where the shards are.</param>
/// <param name="state">The job.</param>
/// <param name="spec">Its configuration.</param>
internal sealed class KeyReader(IGrainFactory grains, JobState state, JobSpec spec)
{
    private readonly GrainCatalogueStore _store = new(grains, state.Incarnation);
    private readonly KeyMapping _mapping = KeyMapping.For(spec);

    /// <summary>What the passes that are still known say of it, the latest last.</summary>
    /// <param name="key">The whole key at the source, or at the destination, or below the prefixes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<KeyExplanation> ExplainAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<int, PassExplanation>();
        var relative = KeysOf(key)[0];
        foreach (var candidate in KeysOf(key))
        {
            await LookForAsync(candidate, found, cancellationToken);
            if (found.Count > 0)
            {
                relative = candidate;
                break;
            }
        }

        foreach (var past in state.History)
        {
            found.TryAdd(past.Number, KeyDecisions.Forgotten(past.Number, past.StartedAt));
        }

        if (state.Run is { } run)
        {
            found.TryAdd(run.Number, KeyDecisions.Without(run.Number, run.StartedAt, WhyNot(run, relative)));
        }

        var source = _mapping.ToSource(relative);
        return new()
        {
            JobId = state.JobId,
            Key = source.ToString(),
            KeyBase64 = KeyText.Base64Of(source),
            SyncCompare = spec.Sync.Compare.ToString().ToLowerInvariant(),
            SyncOverwrite = spec.Sync.Overwrite.ToString().ToLowerInvariant(),
            Passes = [.. found.Values],
        };
    }

    /// <summary>
    /// The keys below the prefixes that it may mean, the likeliest first: reports name keys at the source, and what only the destination has by its key there.
    /// </summary>
    private IReadOnlyList<ObjectKey> KeysOf(ObjectKey key)
    {
        var there = _mapping.DestinationPrefix;
        return
        [
            .. new[]
            {
                key.StartsWith(_mapping.SourcePrefix) ? key.Skip(_mapping.SourcePrefix.Length) : (ObjectKey?)null,
                there.Length > 0 && key.StartsWith(there) ? key.Skip(there.Length) : null,
                key,
            }.OfType<ObjectKey>().Distinct(),
        ];
    }

    private async Task LookForAsync(ObjectKey key, SortedDictionary<int, PassExplanation> found, CancellationToken cancellationToken)
    {
        IEnumerable<(int Number, int Segments)> passes = state.PastRuns.Select(past => (past.Number, past.Segments));
        foreach (var (number, segments) in state.Run is { } run ? passes.Append((run.Number, run.List.Segments)) : passes)
        {
            if (await FindAsync(number, segments, key, cancellationToken) is not var (segment, index))
            {
                continue;
            }

            var wrote = segment.Ref.Shard.Run;
            found[wrote] = await WithCheckAsync(KeyDecisions.Of(StartOf(wrote), segment, index), segment, index, cancellationToken);
            if (wrote != number)
            {
                found[number] = await WithCheckAsync(KeyDecisions.Unchanged(number, StartOf(number), segment, index), segment, index, cancellationToken);
            }
        }
    }

    /// <summary>The key's place in what a pass wrote down or referred to; null: it has none, or that is not kept any more.</summary>
    private async Task<(Segment Segment, int Index)?> FindAsync(int run, int segments, ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var reader = new CatalogueReader(new([new(null, null, run, 0, segments)]), _store);
            await foreach (var stretch in reader.ReadAsync(key, cancellationToken))
            {
                var segment = await reader.ReadSegmentAsync(stretch.Segment, cancellationToken);
                var index = segment.Manifest.Entries.Index().Where(pair => pair.Item.Key == key).Select(pair => (int?)pair.Index).FirstOrDefault();
                return index is { } at ? (segment, at) : null;
            }
        }
        catch (InvalidDataException)
        {
            // Forgotten, or about to be.
        }

        return null;
    }

    /// <summary>With what the last pass' check said of it.</summary>
    private async Task<PassExplanation> WithCheckAsync(PassExplanation pass, Segment segment, int index, CancellationToken cancellationToken)
    {
        if (state.Run is not { } run || pass.Run != run.Number)
        {
            return pass;
        }

        if (!segment.Differences.Contains(index))
        {
            var isCovered = segment.Ref.Shard.Run == run.Number || !run.IsPartial;
            return isCovered && segment.Records().Any(remembered => remembered.Index == index && CheckRules.HasReadBack(remembered, spec.Check, run))
                ? pass with { Proof = JobSnapshots.NameOf(ProofKind.ReadBack) }
                : pass;
        }

        var entry = segment.Manifest.Entries[index];
        var source = _mapping.ToSource(entry.Key, entry.Source);
        await foreach (var failure in new RunReader(grains, state, _mapping).CheckFailuresAsync(cancellationToken))
        {
            if (failure.Key == source)
            {
                return pass with { Reason = failure.Reason };
            }
        }

        return pass;
    }

    private DecisionRule WhyNot(RunState run, ObjectKey key)
    {
        if (!run.List.IsDone && (run.List.Through is not { } through || key > through))
        {
            return DecisionRule.NotReached;
        }

        return new ObjectFilter(spec.Filter, null).Judge(key, null, null) == FilterVerdict.Included ? DecisionRule.NoEntry : DecisionRule.LeftOut;
    }

    private DateTimeOffset? StartOf(int run) => state.Run?.Number == run
        ? state.Run.StartedAt
        : state.History.Where(past => past.Number == run).Select(past => (DateTimeOffset?)past.StartedAt).FirstOrDefault();
}
