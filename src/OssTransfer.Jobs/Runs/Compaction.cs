using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>
/// Forgets the rows of runs that the catalogue has no index of any more, in small steps, any of which may be the last one before a crash.
/// </summary>
/// <remarks>
/// Every row of a job belongs to its present run, to a run of <see cref="JobState.PastRuns"/>, or stands in the index of one of them.
/// A run whose index the catalogue still has stays whole. Of the others every row goes that no such index names: shards first, then, once
/// all of those are gone, the indexes that named them, and at the end the runs themselves (<see cref="Finish"/>). So a crash costs looking
/// again, never a row that nothing refers to. It may go on while the next run lists: what that run can refer to is what was needed at the start,
/// and nothing that is needed later was forgettable earlier, so even one that works with an old state takes nothing from a newer one.
/// </remarks>
public sealed class Compaction
{
    /// <summary>Shards that one step forgets at most.</summary>
    public const int StepShards = 16;

    private readonly ImmutableArray<CatalogueSpan> _needed;
    private readonly ImmutableArray<PastRun> _runs;
    private readonly ImmutableArray<ShardId> _others;

    private Compaction(ImmutableArray<CatalogueSpan> needed, ImmutableArray<PastRun> runs, ImmutableArray<ShardId> others) =>
        (_needed, _runs, _others) = (needed, runs, others);

    /// <summary>What can be forgotten of a job that goes on; null: nothing. The state must be durable.</summary>
    public static Compaction? Of(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);

        // Until a run has ended, what it compares with is what was remembered before it; once it has ended, it is part of what is remembered.
        var needed = (state.Run is { ExitCode: null } ? state.Catalogue : state.WholeCatalogue).Spans;
        ImmutableArray<PastRun> runs = [.. state.PastRuns.Where(run => needed.All(span => span.Run != run.Number))];
        return runs.IsEmpty ? null : new(needed, runs, []);
    }

    /// <summary>Everything that a job which is being removed has stored besides its own row; null: nothing.</summary>
    public static Compaction? OfAll(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var runs = state.Run is { } run ? state.PastRuns.Add(PastRun.Of(run)) : state.PastRuns;
        var lists = state.FileList is { } list ? state.PastLists.Add(new(list.Generation, list.Chunks)) : state.PastLists;
        ImmutableArray<ShardId> chunks =
            [.. lists.SelectMany(past => Enumerable.Range(0, past.Chunks + 1).Select(number => ShardId.Chunk(past.Generation, number)))];
        return runs.IsEmpty && chunks.IsEmpty ? null : new([], runs, chunks);
    }

    /// <summary>The state once all steps are taken: these runs have left nothing.</summary>
    public JobState Finish(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state with { PastRuns = [.. state.PastRuns.Where(past => _runs.All(run => run.Number != past.Number))] };
    }

    /// <summary>The steps; each result says how many shards the step forgot.</summary>
    /// <exception cref="InvalidDataException">An index that is needed can't be read: nothing was forgotten.</exception>
    public async IAsyncEnumerable<int> StepsAsync(IShardRows rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);

        // 1 What is needed.
        var known = new HashSet<ShardId>();
        foreach (var (run, page) in _needed.SelectMany(Pages))
        {
            var lines = await rows.FindIndexAsync(run, page, cancellationToken)
                ?? throw new InvalidDataException($"Page {page} of the catalogue of run {run} is missing.");
            known.UnionWith(lines.Select(line => line.Shard));
            yield return 0;
        }

        // 2 The shards that are not.
        foreach (var step in _runs.SelectMany(ShardsOf).Concat(_others).Where(known.Add).Chunk(StepShards))
        {
            await rows.ForgetAsync(step, cancellationToken);
            yield return step.Length;
        }

        // 3 Those of still older runs, which only the indexes name.
        foreach (var run in _runs)
        {
            foreach (var page in Enumerable.Range(0, PagesOf(run.Segments)))
            {
                var lines = await rows.FindIndexAsync(run.Number, page, cancellationToken) ?? [];
                yield return 0;
                foreach (var step in lines.Select(line => line.Shard).Where(known.Add).Chunk(StepShards))
                {
                    await rows.ForgetAsync(step, cancellationToken);
                    yield return step.Length;
                }
            }
        }

        // 4 The indexes themselves.
        foreach (var step in _runs.SelectMany(run => Numbers(run.Number, ShardKind.Index, PagesOf(run.Segments) + 1)).Chunk(StepShards))
        {
            await rows.ForgetAsync(step, cancellationToken);
            yield return step.Length;
        }
    }

    private static IEnumerable<ShardId> ShardsOf(PastRun run) =>
        Numbers(run.Number, ShardKind.Move, run.Shards + ListingReport.MaxSegments)
            .Concat(Numbers(run.Number, ShardKind.Check, run.Checks))
            .Concat(Numbers(run.Number, ShardKind.Delete, run.Deletes))
            .Concat(
                run.Parts.SelectMany(parts => Enumerable.Range(0, parts.Value).Select(number => ShardId.Part(run.Number, parts.Key, number))));

    private static IEnumerable<ShardId> Numbers(int run, ShardKind kind, int count) =>
        Enumerable.Range(0, count).Select(number => ShardId.Of(run, kind, number));

    private static IEnumerable<(int Run, int Page)> Pages(CatalogueSpan span) =>
        Enumerable.Range(0, PagesOf(span.Segments)).Select(page => (span.Run, page));

    private static int PagesOf(int segments) => segments == 0 ? 0 : CatalogueIndex.PageOf(segments - 1) + 1;
}
