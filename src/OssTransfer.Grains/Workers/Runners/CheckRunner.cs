using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.Grains.Workers.Listings;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Grains.Workers.Pulling;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Planning;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Progress;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>
/// Compares a stretch of the catalogue with the destination's listing, and reads objects again where the mode or a weak proof asks for it.
/// What differs is noted with the stretch, so that the catalogue knows it until it is fixed, and stored as the shard's manifest for the report.
/// It changes nothing else, so a second attempt simply does it again.
/// </summary>
internal sealed class CheckRunner(IGrainFactory grains, TransferEngine engine, HomeSpace home)
{
    private const int ReadsAtOnce = 8;
    private const int AsksAtOnce = 64;

    public async Task<ShardEnd> RunAsync(PulledShard pulled, JobState state, CancellationToken cancellationToken)
    {
        var (job, ticket) = (pulled.Job, pulled.Ticket);
        var check = state.Run!.Check!;
        var store = new GrainCatalogueStore(grains, job.Incarnation);
        var reader = job.Listings.InOrder(job.Destination, TransferSide.Destination, ticket.Run, RunPhase.Check, home);
        var time = CheckRules.TimeOf(job.Spec.Check.Time, state.Run);
        var (result, differences) = (CheckResult.Empty, new List<ManifestEntry>());
        var lines = CatalogueIndex.LinesOf(ticket.Number, state.Run.List.Segments, check.LinesPerShard);
        await using var destination = new DestinationCursor(reader, job.Mapping, asks: time == CheckTime.Never && reader is SortedReader)
        {
            Until = lines.End < state.Run.List.Segments ? (await store.ReadLineAsync(ticket.Run, lines.End, cancellationToken)).First : null,
        };

        // A partial run refers to stretches in which nothing failed before: it doesn't check those again.
        await foreach (var segment in store.ReadSegmentsAsync(ticket.Run, lines, ownOnly: state.Run.IsPartial, cancellationToken))
        {
            if (segment.Ref.Shard.Run == ticket.Run && !segment.HasEnded)
            {
                // A silo that was taken for dead may still hold what was known before others went on.
                throw new InvalidDataException($"Shard {segment.Ref.Shard} is known here as it was before it ended.");
            }

            var (objects, bytes) = pulled.Board.Done;
            var found = await CompareAsync(job, time, segment, destination, pulled.Board, cancellationToken);
            if (found.Fatal is { } failure)
            {
                return ShardEnd.GivenBack with { Pause = Pauses.For(failure) };
            }

            await store.NoteDifferencesAsync(segment, [.. found.Differences.Select(difference => difference.Index), .. found.Remaining], cancellationToken);
            result = result.Add(found.Result);

            // The board has counted some of it while it was read: only the rest is added.
            var counted = pulled.Board.Done;
            pulled.Board.End(objects + found.Result.Objects - counted.Objects, bytes + found.Result.BytesRead - counted.Bytes);
            differences.AddRange(found.Differences.Select(difference => difference.Entry));
        }

        if (differences.Count > 0)
        {
            var grain = grains.GetGrain<IShardGrain>(ticket.Shard.ToGrainKey(job.Incarnation));
            await grain.PutAsync(1, ManifestCodec.Encode(new(differences)));
        }

        return ShardEnd.Finished with { Check = result };
    }

    private async Task<Findings> CompareAsync(
        OpenJob job, CheckTime time, Segment segment, DestinationCursor destination, FlightBoard board, CancellationToken cancellationToken)
    {
        var (toAsk, toRead, compared) = (new List<RememberedKey>(), new List<RememberedKey>(), new HashSet<int>());
        foreach (var remembered in segment.Records().Where(remembered => CheckRules.IsChecked(remembered, time)))
        {
            compared.Add(remembered.Index);
            var there = await destination.FindAsync(remembered.Record.Key, cancellationToken);
            if (DifferenceOf(job, remembered.Record, there) is not null)
            {
                toAsk.Add(remembered);
            }
            else if (MustRead(job, time, remembered.Record))
            {
                toRead.Add(remembered);
            }
        }

        var asked = await AskAsync(job, toAsk, cancellationToken);
        toRead.AddRange(asked.Equal.Where(remembered => MustRead(job, time, remembered.Record)));
        var read = await ReadAsync(job, toRead, board, cancellationToken);
        return new(
            read.Result with { Objects = compared.Count, Differences = asked.Differences.Count + read.Differences.Count },
            [.. asked.Differences.Concat(read.Differences).OrderBy(difference => difference.Index)],
            asked.Fatal ?? read.Fatal)
        {
            // What was not compared stays as it was found.
            Remaining = [.. segment.Differences.Except(compared)],
        };
    }

    private static string? DifferenceOf(OpenJob job, CatalogueRecord record, DestinationObject? there) =>
        CheckRules.Late(record, there, job.Source.Traits, job.Destination.Traits) ?? CheckRules.Difference(record, there, job.Spec.Check.Mode);

    private static bool MustRead(OpenJob job, CheckTime time, CatalogueRecord record) =>
        time != CheckTime.Never && CheckRules.MustRead(record, job.Spec.Check.Mode);

    /// <summary>A listing may lag behind: before anything is called missing or different, the object itself is asked for.</summary>
    private static async Task<Compared> AskAsync(OpenJob job, List<RememberedKey> suspects, CancellationToken cancellationToken)
    {
        var answers = new (string? Difference, TransferFailure? Failure)[suspects.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AsksAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, suspects.Count, options, async (i, token) => answers[i] = await AskOneAsync(job, suspects[i].Record, token));
        var pairs = suspects.Zip(answers).ToList();
        return new(
            [.. pairs.Where(pair => pair.Second.Difference is null).Select(pair => pair.First)],
            [.. pairs.Where(pair => pair.Second.Difference is not null).Select(pair => Differing(pair.First, pair.Second.Difference!))],
            answers.Select(answer => answer.Failure).FirstOrDefault(failure => failure is { IsFatalForJob: true }));
    }

    private static async Task<(string? Difference, TransferFailure? Failure)> AskOneAsync(
        OpenJob job, CatalogueRecord record, CancellationToken cancellationToken)
    {
        try
        {
            var info = await job.Destination.Reader.HeadAsync(job.Mapping.ToDestination(record.Key), cancellationToken);
            return (DifferenceOf(job, record, info is null ? null : DestinationObject.Of(info)), null);
        }
        catch (StorageException e) when (e.Kind != StorageErrorKind.LeaseLost)
        {
            return ($"could not be asked for: {e.Message}", TransferFailure.From(TransferSide.Destination, e));
        }
    }

    private async Task<Findings> ReadAsync(OpenJob job, List<RememberedKey> records, FlightBoard board, CancellationToken cancellationToken)
    {
        var sides = job.Spec.Check.Mode == CheckMode.Full ? 2 : 1;
        var checks = new ContentCheck[records.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, records.Count, options, async (i, token) =>
        {
            var flight = board.Begin(records[i].Record.Key, records[i].Record.Source.Size, sides: sides);
            try
            {
                checks[i] = await ReadOneAsync(job, records[i].Record, flight, token);
            }
            finally
            {
                board.Leave(flight);
            }

            job.Counters.Add(0, records[i].Record.Source.Size ?? 0);
            board.End(1, (records[i].Record.Source.Size ?? 0) * sides);
        });
        var differences = records.Zip(checks)
            .Where(pair => pair.Second.Match != ContentMatch.Equal && !CheckRules.ChangedSince(pair.Second))
            .Select(pair => Differing(pair.First, CheckRules.Describe(pair.Second)))
            .ToList();
        return new(
            new(0, 0, records.Sum(remembered => remembered.Record.Source.Size ?? 0) * sides, checks.Count(check => check.Match == ContentMatch.Equal)),
            differences,
            checks.Select(check => check.Failure).FirstOrDefault(failure => failure is { IsFatalForJob: true }));
    }

    private Task<ContentCheck> ReadOneAsync(OpenJob job, CatalogueRecord record, ObjectFlight flight, CancellationToken cancellationToken)
    {
        if (job.Spec.Check.Mode != CheckMode.Full && record.Digest is { } sent)
        {
            return engine.ReadBackAsync(job.Destination, job.Mapping.ToDestination(record.Key), record.Source.Size, sent, flight, cancellationToken);
        }

        var item = new TransferItem(
            0, job.Mapping.ToSource(record.Key, record.Source), job.Mapping.ToDestination(record.Key), record.Source.Size, record.Source.LastModified,
            record.Source.ETag, "check") { Flight = flight };
        return engine.CompareContentAsync(job.Context, item, cancellationToken);
    }

    private static CheckedDifference Differing(RememberedKey remembered, string reason) => new(
        remembered.Index,
        new(remembered.Record.Key, EntryAction.Refuse, remembered.Record.Source) { Refusal = OutcomeKind.Failed, Reason = reason });

    private readonly record struct CheckedDifference(int Index, ManifestEntry Entry);

    private sealed record Findings(CheckResult Result, List<CheckedDifference> Differences, TransferFailure? Fatal)
    {
        /// <summary>Indexes of earlier differences that this check had no reason to compare again.</summary>
        public IReadOnlyList<int> Remaining { get; init; } = [];
    }

    private sealed record Compared(List<RememberedKey> Equal, List<CheckedDifference> Differences, TransferFailure? Fatal);
}
