using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Tests.Planning;

/// <summary>Plans runs over two stores in memory and moves what was planned, as a job would.</summary>
internal sealed class PlanBench : ICatalogueStore, IShardRows
{
    private readonly Dictionary<ShardId, Segment> _segments = [];
    private readonly Dictionary<int, List<SegmentRef>> _lines = [];
    private readonly List<PastRun> _runs = [];
    private int _run;

    public MemoryStore Source { get; } = new();

    public MemoryStore Destination { get; } = new();

    public KeyMapping Mapping { get; init; } = new("", "");

    public FilterSpec Filter { get; init; } = FilterSpec.None;

    public Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    public bool SendAll { get; set; }

    public bool ReportsEnded { get; set; }

    /// <summary>What is compared instead of sent; with the destination's listing merged.</summary>
    public ComparisonDepth? Depth { get; set; }

    public ComparePolicy Compare { get; set; }

    /// <summary>What becomes of an entry of the source's listing.</summary>
    public Func<ObjectEntry, ObjectEntry> Listed { get; init; } = entry => entry;

    /// <summary>Told of every remembered key that is read.</summary>
    public Action<ObjectKey> Read { get; init; } = _ => { };

    /// <summary>The listing gives so many pages and then says that it goes on.</summary>
    public int? Pages { get; set; }

    public int MaxShards { get; set; } = int.MaxValue;

    /// <summary>What planned last.</summary>
    public RunPlanner? Planner { get; private set; }

    public int PageSize { get; init; } = 7;

    public int Objects { get; init; } = 10;

    public long SplitBytes { get; init; } = 1_000;

    /// <summary>Plans a run in one go.</summary>
    public Task<List<PlannedSegment>> PlanAsync() => PlanAsync(null, () => false);

    /// <summary>Plans on after a key.</summary>
    public async Task<List<PlannedSegment>> PlanAsync(ObjectKey? after, Func<bool> isOver)
    {
        var planned = new List<PlannedSegment>();
        await foreach (var segment in StreamAsync(after, isOver))
        {
            planned.Add(segment);
        }

        return planned;
    }

    /// <summary>Plans on after a key, segment by segment.</summary>
    public IAsyncEnumerable<PlannedSegment> StreamAsync(ObjectKey? after, Func<bool> isOver)
    {
        var spec = new PlanSpec(Mapping, new ObjectFilter(Filter, DateTimeOffset.UtcNow.AddDays(1)), Source.Traits, Destination.Traits)
        {
            SendAll = SendAll,
            ReportsEnded = ReportsEnded,
            Depth = Depth,
            Compare = Compare,
            MaxShards = MaxShards,
            Limits = new() { Objects = Objects, SplitBytes = SplitBytes },
        };
        var others = after is { } last ? ListCursor.After(Mapping.ToDestination(last)) : (ListCursor?)null;
        Planner = new RunPlanner(spec, new(Catalogue, this), new(Destination.Reader, Mapping))
        {
            DestinationListing = Depth is null
                ? null
                : Destination.Reader.ListAsync(new(Mapping.DestinationPrefix) { From = others, PageSize = PageSize }, TestContext.Current.CancellationToken),
        };
        var from = after is { } key ? ListCursor.After(Mapping.ToSource(key)) : (ListCursor?)null;
        var listing = Source.Reader.ListAsync(new(Mapping.SourcePrefix) { From = from, PageSize = PageSize }, TestContext.Current.CancellationToken);
        return Planner.PlanAsync(ListedAsync(listing), after, isOver, TestContext.Current.CancellationToken);
    }

    /// <summary>Moves all that was planned and remembers it as the next run; without <see cref="PlannedSegment.IsLast"/>, as far as it goes.</summary>
    public void Move(IEnumerable<PlannedSegment> planned)
    {
        var (lines, through, isLast) = (new List<SegmentRef>(), (ObjectKey?)null, false);
        _run++;
        foreach (var segment in planned)
        {
            through = segment.Through ?? through;
            isLast |= segment.IsLast;
            if (segment.Unchanged is { } unchanged)
            {
                lines.Add(unchanged);
            }
            else if (segment.Manifest is { } manifest)
            {
                var line = new SegmentRef(manifest.Entries[0].Key, ShardId.Move(_run, lines.Count), manifest.Entries.Count);
                var outcomes = manifest.Entries.Select(Outcome).OfType<TransferOutcome>().ToList();
                _segments[line.Shard] = new(line, manifest, ShardProgress.Start(manifest.Entries.Count).With(outcomes, []), 1);
                lines.Add(line);
            }
        }

        _lines[_run] = lines;
        _runs.Add(new(_run, lines.Count, lines.Count, 0));
        Catalogue = Catalogue.Overlay(_run, lines.Count, isLast ? null : through);
    }

    /// <summary>Rows that are stored: shards and pages of indexes.</summary>
    public int Rows => _segments.Count + _lines.Values.Sum(lines => (lines.Count + CatalogueIndex.PageLines - 1) / CatalogueIndex.PageLines);

    /// <summary>Their bytes.</summary>
    public long RowBytes =>
        _segments.Values.Sum(segment => (long)ManifestCodec.Encode(segment.Manifest).Length + ProgressCodec.Encode(segment.Manifest, segment.Progress).Length)
        + _lines.Values.Sum(lines => lines.Chunk(CatalogueIndex.PageLines).Sum(page => CatalogueIndex.Encode(page).Length));

    public System.Collections.Immutable.ImmutableArray<PastRun> Runs => [.. _runs];

    /// <summary>What a compaction of the job would work on.</summary>
    public Compaction? Compaction => Jobs.Runs.Compaction.Of(State);

    private JobState State => OssTransfer.Jobs.Tests.Runs.Jobs.New() with { Catalogue = Catalogue, PastRuns = [.. _runs] };

    /// <summary>Forgets in steps; fewer than all are those of a process that died. True: it came to its end.</summary>
    public async Task<bool> CompactAsync(int steps)
    {
        if (Compaction is not { } compaction)
        {
            return true;
        }

        await foreach (var _ in compaction.StepsAsync(this, TestContext.Current.CancellationToken))
        {
            if (--steps < 0)
            {
                return false;
            }
        }

        var left = compaction.Finish(State).PastRuns;
        _runs.RemoveAll(run => !left.Contains(run));
        return true;
    }

    public Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int page, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SegmentRef>?>(
            _lines.TryGetValue(run, out var lines) && page * CatalogueIndex.PageLines < lines.Count
                ? [.. lines.Skip(page * CatalogueIndex.PageLines).Take(CatalogueIndex.PageLines)]
                : null);

    public Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            if (shard.Kind == ShardKind.Index)
            {
                _lines.Remove(shard.Run);
            }
            else
            {
                _segments.Remove(shard);
            }
        }

        return Task.CompletedTask;
    }

    public void Seed(string key, string content = "one") => Source.Seed(Mapping.ToSource(ObjectKey.From(key)), System.Text.Encoding.UTF8.GetBytes(content));

    public void SeedDestination(string key, string content = "one") =>
        Destination.Seed(Mapping.ToDestination(ObjectKey.From(key)), System.Text.Encoding.UTF8.GetBytes(content));

    public Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int page, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SegmentRef>>([.. _lines[run].Skip(page * CatalogueIndex.PageLines).Take(CatalogueIndex.PageLines)]);

    public Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken)
    {
        foreach (var entry in _segments[segment.Shard].Manifest.Entries)
        {
            Read(entry.Key);
        }

        return Task.FromResult(_segments[segment.Shard]);
    }

    /// <summary>What the catalogue remembers, in order.</summary>
    public async Task<List<RememberedKey>> RememberedAsync()
    {
        var all = new List<RememberedKey>();
        await foreach (var stretch in new CatalogueReader(Catalogue, this).ReadAsync(null, TestContext.Current.CancellationToken))
        {
            all.AddRange(_segments[stretch.Segment.Shard].Records().Where(known => stretch.Span.Contains(known.Record.Key)));
        }

        return all;
    }

    private async IAsyncEnumerable<ListPage> ListedAsync(IAsyncEnumerable<ListPage> pages)
    {
        var given = 0;
        await foreach (var page in pages)
        {
            if (given++ == Pages)
            {
                yield break;
            }

            yield return page with { Entries = [.. page.Entries.Select(Listed)] };
        }
    }

    private TransferOutcome? Outcome(ManifestEntry entry, int index)
    {
        if (entry.Action != EntryAction.Send || Source.Find(Mapping.ToSource(entry.Key)) is not { } source)
        {
            return null;
        }

        var etag = Destination.Seed(Mapping.ToDestination(entry.Key), source.Content);
        return new(index, OutcomeKind.Transferred)
        {
            Size = source.Content.Length,
            Source = new(source.Content.Length, source.Info.ETag, source.Info.LastModified),
            DestinationETag = etag,
            Digest = ContentDigest.Whole(Convert.FromHexString(etag!)),
            Proof = ProofKind.Md5,
            ObjectsSent = 1,
            BytesSent = source.Content.Length,
        };
    }
}
