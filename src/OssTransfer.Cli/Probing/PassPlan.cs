using System.Runtime.CompilerServices;
using OssTransfer.Cli.FileLists;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Jobs.Sorting;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Listings;

namespace OssTransfer.Cli.Probing;

/// <summary>Plans the first pass of a job as a silo would, and moves nothing.</summary>
/// <param name="spec">The job.</param>
/// <param name="source">Its source.</param>
/// <param name="destination">Its destination.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Called with how far it is.</param>
internal sealed class PassPlan(JobSpec spec, IObjectStore source, IObjectStore destination, TimeProvider time, Action<string, long> show)
    : ICatalogueStore
{
    private const int SortBytes = 32 << 20;
    private const int EntriesAtOnce = 512;
    private readonly KeyMapping _mapping = KeyMapping.For(spec);

    public async Task<PassForecast> RunAsync(ObjectFilter filter, CancellationToken cancellationToken)
    {
        if (spec.Kind != JobKind.Check)
        {
            await StoreClock.LearnAsync(source, _mapping.SourcePrefix, cancellationToken);
            await StoreClock.LearnAsync(destination, _mapping.DestinationPrefix, cancellationToken);
        }

        var forecast = new PassForecast(spec.Sync, source.Traits, destination.Traits)
        {
            ClockDifference = StoreClock.Difference(destination, source),
            IsCheck = spec.Kind == JobKind.Check,
            LooksForExtras = spec.Kind == JobKind.Check && (spec.Source.FileList is null || spec.Check.Extra == ExtraRule.Fail),
        };
        var plan = new PlanSpec(_mapping, filter, source.Traits, destination.Traits)
        {
            Compare = spec.Sync.Compare,
            Depth = forecast.IsCheck ? spec.Check.Depth : null,
            ReportsDestination = forecast.IsCheck,
        };

        // A listing in another order can't be entered at a key, so that each object is asked for.
        await using var cursor = new DestinationCursor(
            RangedReader.Of(destination, new(), time), _mapping, asks: destination.Traits.KeyOrder != KeyOrder.Utf8Bytes);
        var planner = new RunPlanner(plan, new CatalogueReader(Catalogue.Empty, this), cursor)
        {
            Lookup = new(source.Reader),
            DestinationListing = forecast.LooksForExtras ? ListAsync(destination, _mapping.DestinationPrefix, cancellationToken) : null,
        };
        await foreach (var segment in planner.PlanAsync(ListAsync(cancellationToken), null, () => false, cancellationToken))
        {
            forecast.Add(segment);
            show("comparing both sides", forecast.Groups.Sum(group => group.Objects));
        }

        return forecast;
    }

    public Task<IReadOnlyList<SegmentRef>> ReadIndexAsync(int run, int page, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A first pass remembers nothing.");

    public Task<Segment> ReadSegmentAsync(SegmentRef segment, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A first pass remembers nothing.");

    private IAsyncEnumerable<ListPage> ListAsync(CancellationToken cancellationToken) =>
        spec.Source.FileList is { } list ? ListedAsync(list, cancellationToken)
            : ListAsync(source, _mapping.SourcePrefix, cancellationToken);

    private IAsyncEnumerable<ListPage> ListAsync(IObjectStore store, ObjectKey prefix, CancellationToken cancellationToken) =>
        store.Traits.KeyOrder == KeyOrder.Utf8Bytes
            ? RangedReader.Of(store, new(), time).ListAsync(new(prefix), cancellationToken)
            : SortedAsync(store, prefix, cancellationToken);

    private async IAsyncEnumerable<ListPage> SortedAsync(
        IObjectStore store, ObjectKey prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var sorted = await SortedListing.MakeAsync(
            store.Reader.ListAsync(new(prefix), cancellationToken),
            Path.GetTempPath(),
            SortBytes,
            listed => show("sorting the listing", listed),
            cancellationToken);
        foreach (var page in sorted.Pages(null))
        {
            yield return page;
        }
    }

    private async IAsyncEnumerable<ListPage> ListedAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lookup = new FileListLookup(source.Reader);
        var trusts = spec.TrustsInventory;
        await foreach (var some in FileListSorter.ReadAsync(spec, path, lines => show("reading the file list", lines), cancellationToken).Chunk(EntriesAtOnce))
        {
            var found = await lookup.LookUpAsync([.. some.Select(listed => listed.ToEntry(trusts))], cancellationToken);
            yield return new(found, ListCursor.After(some[^1].Source));
        }

        yield return new([], null);
    }
}
