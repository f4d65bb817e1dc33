using System.Collections.Concurrent;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Sorting;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Listings;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Listings;

/// <summary>
/// The listings of a job's stores as they are merged: in byte order. One in another order is sorted once on this silo for a phase of a run, for all its shards
/// that need it, and kept until the next phase or until the job is closed here.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="ahead">How far listings are read ahead of their consumer.</param>
internal sealed class JobListings(TimeProvider time, ListAheadOptions ahead) : IDisposable
{
    private const long SortBytes = 32 << 20;
    private readonly Permits _gate = new(1);
    private readonly ConcurrentDictionary<TransferSide, Kept> _kept = [];
    private FirstPage? _firstPage;

    /// <summary>What is being sorted at the moment; null: nothing.</summary>
    public ListingSort? UnderWay { get; private set; }

    /// <summary>A reader of the store whose listing is in byte order.</summary>
    /// <param name="store">The store.</param>
    /// <param name="side">Which one that is.</param>
    /// <param name="run">The run.</param>
    /// <param name="phase">Its phase: each sees the store as it is then.</param>
    /// <param name="directory">Where sorted listings lie.</param>
    /// <param name="wanted">How many more keys are probably taken at the moment; null: unknown.</param>
    public IObjectReader InOrder(IObjectStore store, TransferSide side, int run, RunPhase phase, ISortDirectory directory, Func<long>? wanted = null) =>
        store.Traits.KeyOrder == KeyOrder.Utf8Bytes
            ? RangedReader.Of(store, ahead, time, wanted)
            : new SortedReader(store.Reader, (request, token) => SortAsync(store.Reader, request, side, (run, phase), directory, token));

    /// <summary>Since when a listing is being used that was sorted before; null: it is seen as it is now.</summary>
    public DateTimeOffset? SeenAt(TransferSide side, int run, RunPhase phase) =>
        _kept.GetValueOrDefault(side) is { } kept && kept.For == (run, phase) ? kept.SeenAt : null;

    /// <summary>
    /// All that a destination lists whose order is not certain, where that is one page, as an empty one is: it needs no order to show what is missing.
    /// It is kept for a phase of a run, but no longer than what was seen of a destination is believed. Null: there is more, or the order is certain.
    /// </summary>
    /// <param name="destination">The store.</param>
    /// <param name="prefix">What is listed.</param>
    /// <param name="run">The run.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WholeListing?> WholeAsync(
        IObjectStore destination, ObjectKey prefix, int run, RunPhase phase, CancellationToken cancellationToken)
    {
        if (destination.Traits is not { KeyOrder: KeyOrder.Utf8Bytes, VouchesForOrder: false })
        {
            return null;
        }

        if (_firstPage is not { } first || first.For != (run, phase) || TransferEngine.IsStale(first.Whole?.SeenAt, time))
        {
            _firstPage = first = new((run, phase), await FirstPageAsync(destination.Reader, prefix, cancellationToken));
        }

        return first.Whole;
    }

    public void Dispose()
    {
        foreach (var kept in _kept.Values)
        {
            kept.Listing.Dispose();
        }

        _kept.Clear();
    }

    private async Task<WholeListing?> FirstPageAsync(IObjectReader reader, ObjectKey prefix, CancellationToken cancellationToken)
    {
        var seenAt = time.GetUtcNow();
        try
        {
            await foreach (var page in reader.ListAsync(new(prefix), cancellationToken))
            {
                return page.Next is null ? new(page.Entries, seenAt) : null;
            }
        }
        catch (StorageException exception) when (exception.Kind == StorageErrorKind.ListingBroken)
        {
            // Then each object is asked for.
        }

        return null;
    }

    private async Task<SortedListing> SortAsync(
        IObjectReader reader, ListRequest request, TransferSide side, (int Run, RunPhase Phase) purpose, ISortDirectory directory,
        CancellationToken cancellationToken)
    {
        await _gate.TakeAsync(cancellationToken);
        try
        {
            if (_kept.GetValueOrDefault(side) is { } kept && kept.For == purpose)
            {
                return kept.Listing;
            }

            var seenAt = time.GetUtcNow();
            var listing = await MakeAsync(reader, request, side, directory, cancellationToken);
            if (_kept.TryRemove(side, out var before))
            {
                before.Listing.Dispose();
            }

            _kept[side] = new(purpose, seenAt, listing);
            return listing;
        }
        finally
        {
            UnderWay = null;
            _gate.Release();
        }
    }

    private async Task<SortedListing> MakeAsync(
        IObjectReader reader, ListRequest request, TransferSide side, ISortDirectory directory, CancellationToken cancellationToken)
    {
        try
        {
            return await SortedListing.MakeAsync(
                reader.ListAsync(request with { From = null }, cancellationToken),
                directory.Directory,
                SortBytes,
                listed =>
                {
                    UnderWay = new(side, listed);
                    if (directory.Shortage() is { } shortage)
                    {
                        throw new StorageException(StorageErrorKind.NoSpace, shortage);
                    }
                },
                cancellationToken);
        }
        catch (IOException exception)
        {
            throw new StorageException(StorageErrorKind.NoSpace, $"a listing could not be sorted in {directory.Directory}: {exception.Message}", exception);
        }
    }

    /// <summary>What the first page of a phase gave: the whole listing, or null.</summary>
    private sealed record FirstPage((int Run, RunPhase Phase) For, WholeListing? Whole);

    private sealed record Kept((int Run, RunPhase Phase) For, DateTimeOffset SeenAt, SortedListing Listing);
}
