using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Listings;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Lists on from the run's position and plans move shards, for one slice of time. Manifests and index lines are stored first,
/// then the position that covers them; what a crash leaves uncovered is stored over by the next attempt.
/// </summary>
internal sealed class ListRunner(IGrainFactory grains, HomeSpace home, EndedObjectLog log, GrainsOptions options, TimeProvider time)
{
    // A report is sent after so many objects, ListingReport.MaxSegments segments or a second, whichever comes first: it costs a few writes, however much
    // it covers.
    private const int ObjectsPerReport = 16_000;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    private const string Timeless =
        "the source's answers have no Date header, so the age of its objects is unknown; remove src-min-age, or fix the proxy that drops the header";

    // Finding the place again may take one part in so many of a slice: a directory of many million names takes a minute to read.
    private const int PlacePart = 10;
    private static readonly TimeSpan LongestSlice = TimeSpan.FromMinutes(10);

    public async Task<ShardEnd> RunAsync(OpenJob job, ShardTicket ticket, JobState state, CancellationToken cancellationToken)
    {
        var run = state.Run!;
        if (ListingTransitions.ListsOtherwise(state, job.Spec))
        {
            return ShardEnd.GivenBack with { Pause = new(ListingTransitions.OrderChanged, ExitCode.Incomplete) };
        }

        if (job.Spec.Filter.MinAge is not null)
        {
            await StoreClock.LearnAsync(job.Source, job.Mapping.SourcePrefix, cancellationToken);
            if (StoreClock.OffsetOf(job.Source) is null)
            {
                return ShardEnd.GivenBack with { Pause = new(Timeless, ExitCode.Incomplete) };
            }
        }

        var whole = await job.Listings.WholeAsync(job.Destination, job.Mapping.DestinationPrefix, run.Number, run.Phase, cancellationToken);
        var seenAt = whole?.SeenAt ?? job.Listings.SeenAt(TransferSide.Destination, run.Number, run.Phase) ?? time.GetUtcNow();
        var recorder = await ListingRecorder.OpenAsync(grains, job, ticket, run.List, new(seenAt, whole is not null), cancellationToken);
        recorder.LooksForExtras = LooksForExtras(job.Spec, run);
        recorder.Machine = options.SiloName;
        var catalogue = new CatalogueReader(state.Catalogue, new GrainCatalogueStore(grains, job.Incarnation));

        // Nothing is read ahead beyond what may be planned before the workers catch up.
        RunPlanner? planner = null;
        var (source, destination) = (ReaderOf(job.Source, TransferSide.Source), ReaderOf(job.Destination, TransferSide.Destination));
        var asks = run.IsPartial && destination is SortedReader;
        await using var cursor = new DestinationCursor(destination, job.Mapping, asks) { Whole = whole?.Entries };
        planner = new RunPlanner(PlanOf(job, run), catalogue, cursor)
        {
            Lookup = new(job.Source.Reader),
            DestinationListing = recorder.LooksForExtras ? DestinationListing(job, run, destination, cancellationToken) : null,
        };
        var list = state.FileList is { } chunks && !run.IsPartial ? new FileListSource(grains, job, chunks) : null;
        var started = time.GetTimestamp();
        var waiting = new List<PlannedSegment>();
        long? reported = run.List.Shards == 0 ? null : started;
        var objects = 0;
        TimeSpan? slice = null;
        await foreach (var segment in planner.PlanAsync(
            list?.ListAsync(run.List.Through, cancellationToken) ?? Listing(job, run, catalogue, source, cancellationToken),
            run.List.Through,
            IsOver,
            cancellationToken))
        {
            waiting.Add(segment);
            objects += segment.Manifest?.Entries.Count ?? 0;
            if (waiting.Count < ListingReport.MaxSegments && objects < ObjectsPerReport && IsEarly() && !segment.IsLast)
            {
                continue;
            }

            if (!await RecordAsync())
            {
                return ShardEnd.GivenBack;
            }

            waiting.Clear();
            (reported, objects) = (time.GetTimestamp(), 0);
        }

        return waiting.Count == 0 || await RecordAsync() ? ShardEnd.Finished : ShardEnd.GivenBack;

        // A run's first shard is reported at once: workers wait for it.
        bool IsEarly() => reported is { } last ? time.GetElapsedTime(last) < ReportEvery : waiting.TrueForAll(segment => segment.Manifest is null);

        async Task<bool> RecordAsync()
        {
            var isRecorded = await recorder.RecordAsync(waiting);
            foreach (var segment in isRecorded ? waiting : [])
            {
                log.Write(job, ticket, segment.Ended);
            }

            return isRecorded;
        }

        IObjectReader ReaderOf(IObjectStore store, TransferSide side) =>
            job.Listings.InOrder(store, side, run.Number, run.Phase, home, () => planner!.KeysUntilFull);

        // Asked first when the first page is planned.
        bool IsOver()
        {
            slice ??= SliceOf(options.ListSlice, time.GetElapsedTime(started));
            return time.GetElapsedTime(started) >= slice || cancellationToken.IsCancellationRequested;
        }
    }

    /// <summary>How long to list, given how long it took until the first page was there.</summary>
    internal static TimeSpan SliceOf(TimeSpan least, TimeSpan untilFirstPage)
    {
        var worthwhile = untilFirstPage * PlacePart < LongestSlice ? untilFirstPage * PlacePart : LongestSlice;
        return worthwhile > least ? worthwhile : least;
    }

    private PlanSpec PlanOf(OpenJob job, RunState run) => new(
        job.Mapping, new ObjectFilter(job.Spec.Filter, time.GetUtcNow() + StoreClock.OffsetOf(job.Source)), job.Source.Traits, job.Destination.Traits)
    {
        // What a repair takes up was found to differ, whatever listings show.
        SendAll = run.Mode is RunMode.All or RunMode.Repair,
        Depth = run.Compares ? job.Spec.Check.Depth : null,
        Compare = job.Spec.Sync.Compare,
        IsPartial = run.IsPartial,
        ReportsEnded = log.IsWanted,
        CountsVanished = job.Spec.Sync.Delete != DeletePolicy.Never && run is { Compares: false, IsPartial: false },

        // Workers catch up before more is planned: what is open is in the job's state, which is written whole.
        MaxShards = Math.Max(1, JobPolicies.Of(job.Spec).MaxOpenShards - run.Open.Count),
        Planned = run.List.Shards,
        Limits = new() { Objects = options.ShardObjects, SplitBytes = options.SplitBytes },
    };

    /// <summary>A file list names what takes part: a job with one looks for nothing else, unless it would be a difference.</summary>
    private static bool LooksForExtras(JobSpec spec, RunState run) =>
        run is { Compares: true, IsPartial: false } && (spec.Source.FileList is null || spec.Check.Extra == ExtraRule.Fail);

    private static IAsyncEnumerable<ListPage> DestinationListing(OpenJob job, RunState run, IObjectReader destination, CancellationToken cancellationToken) =>
        destination.ListAsync(
            new(job.Mapping.DestinationPrefix)
            {
                From = run.List.Through is { } through ? ListCursor.After(job.Mapping.ToDestination(through)) : null,
            },
            cancellationToken);

    private static IAsyncEnumerable<ListPage> Listing(
        OpenJob job, RunState run, CatalogueReader catalogue, IObjectReader source, CancellationToken cancellationToken) =>
        run.IsPartial
            ? new FailedListing(job, catalogue, run.Compares).ListAsync(run.List.Through, cancellationToken)
            : source.ListAsync(
                new(job.Mapping.SourcePrefix)
                {
                    From = run.List.Through is { } through ? ListCursor.After(job.Mapping.ToSource(through)) : null,
                    WithEmptyDirectories = true,
                },
                cancellationToken);
}
