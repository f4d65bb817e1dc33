using System.Collections.Immutable;
using System.Text.Json;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>Makes planned segments durable, in this order: manifests, index lines, the position that covers both.</summary>
internal sealed class ListingRecorder
{
    private readonly IGrainFactory _grains;
    private readonly OpenJob _job;
    private readonly ShardTicket _ticket;
    private readonly SeenDestination _seen;

    // Lines of the index page that isn't full yet.
    private readonly List<SegmentRef> _page;
    private int _shards;
    private int _segments;

    private ListingRecorder(IGrainFactory grains, OpenJob job, ShardTicket ticket, ListingState list, SeenDestination seen, IEnumerable<SegmentRef> page)
    {
        (_grains, _job, _ticket, _seen) = (grains, job, ticket, seen);
        (_shards, _segments) = (list.Shards, list.Segments);
        _page = [.. page];
    }

    /// <summary>Counts what only the destination has: 0 then means that there is none, and not that it is unknown.</summary>
    public bool LooksForExtras { get; set; }

    /// <summary>The machine that lists.</summary>
    public string? Machine { get; set; }

    /// <summary>
    /// Goes on from a durable position. Index lines beyond it were never covered and are forgotten.
    /// What it records was seen at the destination as <paramref name="seen"/> says, or later.
    /// </summary>
    public static async Task<ListingRecorder> OpenAsync(
        IGrainFactory grains, OpenJob job, ShardTicket ticket, ListingState list, SeenDestination seen, CancellationToken cancellationToken)
    {
        var lines = list.Segments % CatalogueIndex.PageLines;
        var page = lines == 0
            ? []
            : await new GrainCatalogueStore(grains, job.Incarnation).ReadIndexAsync(
                ticket.Run, CatalogueIndex.PageOf(list.Segments), cancellationToken);
        return new(grains, job, ticket, list, seen, page.Take(lines));
    }

    /// <summary>False: another attempt has the list shard.</summary>
    public async Task<bool> RecordAsync(IReadOnlyList<PlannedSegment> planned)
    {
        var (firstShard, firstSegment) = (_shards, _segments);
        if (await StoreAsync([.. planned.Select(segment => segment.Manifest).OfType<ShardManifest>()]) is not { } digests)
        {
            return false;
        }

        var counts = ListingCounts.Empty;
        foreach (var segment in planned)
        {
            counts = counts.Add(segment.Counts);
            SegmentRef? line = segment.Manifest is { } manifest ? new(manifest.Entries[0].Key, NextShard(), manifest.Entries.Count) : segment.Unchanged;
            if (line is { } added && !await AddLineAsync(added))
            {
                return false;
            }
        }

        if (!await StorePageAsync())
        {
            return false;
        }

        var report = new ListingReport(_ticket.Attempt, firstShard, firstSegment)
        {
            Incarnation = _job.Incarnation,
            Manifests = digests,
            Segments = _segments - firstSegment,
            Through = planned.LastOrDefault(segment => segment.Through is not null)?.Through,
            IsDone = planned[^1].IsLast,
            Counts = LooksForExtras ? counts with { Extras = counts.Extras ?? 0 } : counts,
            SourceMark = _job.SourceMark,
            Machine = Machine,
            IsSorted = _job.Spec.Source.Cloud?.ListOrder == ListOrder.Any,
            DestinationClock = _job.Destination.ClockOffset,
        };
        return await _grains.GetGrain<IJobGrain>(_job.JobId)
            .RecordListingAsync(_ticket, JsonSerializer.SerializeToUtf8Bytes(report, JobStateCodec.Json));
    }

    /// <summary>Stores manifests side by side. Their digests, 0 for one that has nothing to move; null: another attempt was here.</summary>
    private async Task<ImmutableArray<ulong>?> StoreAsync(IReadOnlyList<ShardManifest> manifests)
    {
        var payloads = manifests.Select(manifest => ManifestCodec.Encode(new(manifest.Entries) { SeenAt = _seen.At, SawAll = _seen.IsAll })).ToArray();
        var version = ListingVersion.VersionOf(_ticket.Attempt, 0);
        var stored = await Task.WhenAll(payloads.Select((payload, i) => Grain(Shard(_shards + i)).PutAsync(version, payload)));
        return stored.All(isStored => isStored)
            ? [.. manifests.Zip(payloads, (manifest, payload) => manifest.SendObjects == 0 ? 0 : ShardManifest.DigestOf(payload))]
            : null;
    }

    private ShardId NextShard() => Shard(_shards++);

    private ShardId Shard(int number) => ShardId.Move(_ticket.Run, number);

    private async Task<bool> AddLineAsync(SegmentRef line)
    {
        if (_page.Count == CatalogueIndex.PageLines)
        {
            _page.Clear();
        }

        _page.Add(line);
        _segments++;
        return _page.Count < CatalogueIndex.PageLines || await StorePageAsync();
    }

    private async Task<bool> StorePageAsync() => _page.Count == 0
        || await Grain(ShardId.Index(_ticket.Run, CatalogueIndex.PageOf(_segments - 1)))
            .PutAsync(ListingVersion.VersionOf(_ticket.Attempt, _segments), CatalogueIndex.Encode(_page));

    private IShardGrain Grain(ShardId shard) => _grains.GetGrain<IShardGrain>(shard.ToGrainKey(_job.Incarnation));
}
