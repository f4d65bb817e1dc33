using Microsoft.Extensions.Logging;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Deletes at the destination what vanished at the source of a stretch of the catalogue. Each object is asked for on both sides right before, and only
/// <see cref="DeleteRule"/> says what becomes of it. What is going to be deleted is noted with the stretch before anything is, and what became of it
/// afterwards, so that an attempt that dies between leaves nothing unknown and a second one counts nothing twice. What failed is stored as the shard's
/// manifest for the report.
/// </summary>
internal sealed class DeleteRunner(IGrainFactory grains, GrainsOptions options, TimeProvider time, ILogger<DeleteRunner> logger)
{
    private const int BatchObjects = 64;
    private const int AtOnce = 16;

    public async Task<ShardEnd> RunAsync(OpenJob job, ShardTicket ticket, JobState state, CancellationToken cancellationToken)
    {
        var deletes = state.Run!.Deletes!;
        var store = new GrainCatalogueStore(grains, job.Incarnation);
        var filter = new ObjectFilter(job.Spec.Filter, time.GetUtcNow() + StoreClock.OffsetOf(job.Source));
        var (result, failed) = (DeleteResult.Empty, new List<ManifestEntry>());
        var lines = CatalogueIndex.LinesOf(ticket.Number, state.Run.List.Segments, deletes.LinesPerShard);
        await foreach (var segment in store.ReadSegmentsAsync(ticket.Run, lines, ownOnly: false, cancellationToken))
        {
            var before = segment.Deletes.Where(note => note.Run == ticket.Run).ToDictionary(note => note.Index, note => note.Outcome);
            var notes = segment.Deletes;
            var pending = segment.Records()
                .Where(record => DeleteRule.IsCandidate(record.Record, filter) && before.GetValueOrDefault(record.Index) != DeleteOutcome.Returned);
            foreach (var batch in pending.Chunk(BatchObjects))
            {
                RefuseOtherSource(job, state);
                notes = await store.NoteDeletesAsync(
                    segment, notes, [.. batch.Select(record => new DeleteNote(record.Index, ticket.Run, DeleteOutcome.Started))], cancellationToken);
                var ended = await DeleteAsync(job, batch, record => before.ContainsKey(record.Index), deletes.NotAfter, cancellationToken);
                notes = await store.NoteDeletesAsync(
                    segment, notes, [.. ended.Select(one => new DeleteNote(one.Record.Index, ticket.Run, one.Outcome))], cancellationToken);
                failed.AddRange(ended.Where(one => one.Failure is not null).Select(Failed));
                if (ended.Select(one => one.Failure).FirstOrDefault(failure => failure is { IsFatalForJob: true }) is { } fatal)
                {
                    return ShardEnd.GivenBack with { Pause = Pauses.For(fatal) };
                }
            }

            result = notes.Where(note => note.Run == ticket.Run)
                .Aggregate(result, (sum, note) => sum.Add(DeleteResult.Of(note.Outcome, segment.Manifest.Entries[note.Index].Record?.Source.Size)));
        }

        if (failed.Count > 0)
        {
            var grain = grains.GetGrain<IShardGrain>(ticket.Shard.ToGrainKey(job.Incarnation));
            await grain.PutAsync(1, ManifestCodec.Encode(new([.. failed.OrderBy(entry => entry.Key)])));
        }

        if (result != DeleteResult.Empty)
        {
            Log.ObjectsDeleted(logger, job.JobId, ticket.Shard.ToString(), result.Deleted, result.Absent, result.Foreign, result.Returned, result.Failed);
        }

        return ShardEnd.Finished with { Deletes = result };
    }

    /// <summary>A directory that is another one by now has lost nothing: the right one was not looked into.</summary>
    private void RefuseOtherSource(OpenJob job, JobState state)
    {
        if (job.SourceMark is { } mark && !SourceMarks.Accepts(state.SourceMarks, options.SiloName, mark))
        {
            throw new StorageException(
                StorageErrorKind.Bucket,
                $"{job.Spec.Source.Disk!.Path} is another directory or file system than the one that was listed, so nothing is deleted; mount it again");
        }
    }

    private static async Task<Ended[]> DeleteAsync(
        OpenJob job, RememberedKey[] batch, Func<RememberedKey, bool> wasStarted, DateTimeOffset? notAfter, CancellationToken cancellationToken)
    {
        var ended = new Ended[batch.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, batch.Length, parallel, async (i, token) =>
            ended[i] = await DeleteOneAsync(job, batch[i], wasStarted(batch[i]), notAfter, token));
        return ended;
    }

    /// <summary>Both sides are asked, and then at once it is done or left.</summary>
    private static async Task<Ended> DeleteOneAsync(
        OpenJob job, RememberedKey remembered, bool wasStarted, DateTimeOffset? notAfter, CancellationToken cancellationToken)
    {
        var record = remembered.Record;
        var side = TransferSide.Source;
        try
        {
            var atSource = await job.Source.Reader.HeadAsync(job.Mapping.ToSource(record.Key, record.Source), cancellationToken);
            side = TransferSide.Destination;
            var key = job.Mapping.ToDestination(record.Key);
            var there = atSource is null ? await job.Destination.Reader.HeadAsync(key, cancellationToken) : null;
            var outcome = DeleteRule.Of(record, atSource is not null, there is null ? null : DestinationObject.Of(there), wasStarted, notAfter);
            if (outcome != DeleteOutcome.None)
            {
                return new(remembered, outcome, null);
            }

            await job.Destination.Writer!.DeleteAsync(key, cancellationToken);
            job.Counters.Add(1, 0);
            return new(remembered, DeleteOutcome.Deleted, null);
        }
        catch (StorageException exception) when (exception.Kind != StorageErrorKind.LeaseLost)
        {
            return new(remembered, DeleteOutcome.Failed, TransferFailure.From(side, exception));
        }
    }

    private static ManifestEntry Failed(Ended ended) => new(ended.Record.Record.Key, EntryAction.Refuse, ended.Record.Record.Source)
    {
        Refusal = OutcomeKind.Failed,
        Reason = $"vanished at the source and could not be deleted: {ended.Failure!.Reason}",
    };

    private sealed record Ended(RememberedKey Record, DeleteOutcome Outcome, TransferFailure? Failure);
}
