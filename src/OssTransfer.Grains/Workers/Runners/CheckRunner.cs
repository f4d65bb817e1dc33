using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Leases;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Compares a stretch of the catalogue with the destination's listing, and reads objects again where the mode or a weak proof asks for it.
/// It changes nothing, so a second attempt simply does it again; what differs is stored as the shard's manifest.
/// </summary>
internal sealed class CheckRunner(IGrainFactory grains, TransferEngine engine)
{
    private const int ReadsAtOnce = 8;

    public async Task<ShardEnd> RunAsync(OpenJob job, ShardTicket ticket, JobState state, CancellationToken cancellationToken)
    {
        var check = state.Run!.Check!;
        var store = new GrainCatalogueStore(grains, job.Incarnation);
        var destination = new DestinationCursor(job.Destination.Reader, job.Mapping);
        var (result, differences) = (CheckResult.Empty, new List<ManifestEntry>());
        var end = Math.Min((ticket.Number + 1) * check.LinesPerShard, state.Run.List.Segments);
        for (var line = ticket.Number * check.LinesPerShard; line < end; line++)
        {
            var page = await store.ReadIndexAsync(ticket.Run, ticket.List, CatalogueIndex.PageOf(line), cancellationToken);
            var segment = await store.ReadSegmentAsync(page[line % CatalogueIndex.PageLines], cancellationToken);
            var found = await CompareAsync(job, segment, destination, cancellationToken);
            if (found.Fatal is { } failure)
            {
                return ShardEnd.GivenBack with { Pause = new(failure.Reason, ExitCodes.Of(failure.Kind)) };
            }

            result = result.Add(found.Result);
            differences.AddRange(found.Differences);
        }

        if (differences.Count > 0)
        {
            var grain = grains.GetGrain<IShardGrain>(ticket.Shard.ToGrainKey(job.Incarnation));
            await grain.PutAsync(1, ManifestCodec.Encode(new(differences)));
        }

        return ShardEnd.Finished with { Check = result };
    }

    private async Task<Findings> CompareAsync(OpenJob job, Segment segment, DestinationCursor destination, CancellationToken cancellationToken)
    {
        var differences = new List<ManifestEntry>();
        var toRead = new List<CatalogueRecord>();
        var objects = 0L;
        foreach (var (record, _) in segment.Records().Where(remembered => !remembered.Carried && CheckRules.IsChecked(remembered.Record, job.Spec.Check.Time)))
        {
            objects++;
            var there = await destination.FindAsync(record.Key, cancellationToken);
            if ((CheckRules.Late(record, there, job.Source.Traits, job.Destination.Traits) ?? CheckRules.Difference(record, there, job.Spec.Check.Mode)) is { } difference)
            {
                differences.Add(Differing(record, difference));
            }
            else if (job.Spec.Check.Time != CheckTime.Never && CheckRules.MustRead(record, job.Spec.Check.Mode))
            {
                toRead.Add(record);
            }
        }

        var read = await ReadAsync(job, toRead, cancellationToken);
        return read with
        {
            Result = read.Result with { Objects = objects, Differences = differences.Count + read.Differences.Count },
            Differences = [.. differences.Concat(read.Differences).OrderBy(entry => entry.Key)],
        };
    }

    private async Task<Findings> ReadAsync(OpenJob job, List<CatalogueRecord> records, CancellationToken cancellationToken)
    {
        var checks = new ContentCheck[records.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, records.Count, options, async (i, token) =>
        {
            checks[i] = await ReadOneAsync(job, records[i], token);
            job.Counters.Add(0, records[i].Source.Size);
        });
        var differences = records.Zip(checks)
            .Where(pair => pair.Second.Match != ContentMatch.Equal && !CheckRules.ChangedSince(pair.Second))
            .Select(pair => Differing(pair.First, CheckRules.Describe(pair.Second)))
            .ToList();
        var sides = job.Spec.Check.Mode == CheckMode.Full ? 2 : 1;
        return new(
            new(0, 0, records.Sum(record => record.Source.Size) * sides, checks.Count(check => check.Match == ContentMatch.Equal)),
            differences,
            checks.Select(check => check.Failure).FirstOrDefault(failure => failure is { IsFatalForJob: true }));
    }

    private Task<ContentCheck> ReadOneAsync(OpenJob job, CatalogueRecord record, CancellationToken cancellationToken)
    {
        if (job.Spec.Check.Mode != CheckMode.Full && record.Digest is { } sent)
        {
            return engine.ReadBackAsync(job.Destination, job.Mapping.ToDestination(record.Key), record.Source.Size, sent, cancellationToken);
        }

        var item = new TransferItem(
            0, job.Mapping.ToSource(record.Key, record.Source), job.Mapping.ToDestination(record.Key), record.Source.Size, record.Source.LastModified, record.Source.ETag, "check");
        return engine.CompareContentAsync(job.Context, item, cancellationToken);
    }

    private static ManifestEntry Differing(CatalogueRecord record, string reason) =>
        new(record.Key, EntryAction.Refuse, record.Source) { Refusal = OutcomeKind.Failed, Reason = reason };

    private sealed record Findings(CheckResult Result, List<ManifestEntry> Differences, TransferFailure? Fatal);
}
