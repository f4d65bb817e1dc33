using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>Gives a shard to the silo that asked: its attempt is durable before anyone works.</summary>
internal sealed class ShardGiver(JobKeeper keeper, JobHolds holds, ShardProblems problems, JobEnvironment environment)
{
    private JobState State => keeper.State!;

    private IJobShards Shards => environment.Shards(State.Incarnation);

    /// <summary>Answers with the right to work on it; null where it can't be given: the job pauses, or others have had it.</summary>
    public async Task<ShardTicket?> GiveAsync(Assignment next, PullRequest request)
    {
        // Held from here on, so that no other call hands it out while this one waits for the database.
        holds.Holders.Hold(next.Shard, request.Holder, 0, holds.Now);
        try
        {
            var attempt = await BeginAttemptAsync(next, request);
            holds.Holders.Hold(next.Shard, request.Holder, attempt, holds.Now);
            return ShardTicket.For(next.Shard, attempt, next.Digest);
        }
        catch (InvalidDataException) when (!holds.Holders.IsHeldBy(next.Shard, request.Holder, 0) || !IsOpen(next.Shard))
        {
            // The answer took so long that the shard was ended, or given up with its upload, meanwhile: what was stored of it is cleared.
            holds.Holders.Release(next.Shard, request.Holder, 0, holds.Now);
            return null;
        }
        catch (InvalidDataException exception)
        {
            Log.ManifestLost(environment.Logger, exception, environment.JobId);
            holds.Holders.Release(next.Shard, request.Holder, 0, holds.Now);
            problems.PauseForLost(exception.Message);
            return null;
        }
        catch
        {
            holds.Holders.Release(next.Shard, request.Holder, 0, holds.Now);
            throw;
        }
    }

    private bool IsOpen(ShardId shard) => keeper.State is { } state && RunTransitions.IsOpen(state, shard);

    private async Task<int> BeginAttemptAsync(Assignment next, PullRequest request)
    {
        if (next.Shard.Kind == ShardKind.List)
        {
            keeper.Change(ListingTransitions.TakeList(State));
            var attempt = State.Run!.List.Attempt;
            await keeper.FlushAsync();
            return attempt;
        }

        // The position that covers a manifest is durable before the manifest is taken.
        await keeper.FlushAsync();
        if (next.Shard.Kind == ShardKind.Part)
        {
            // A part shard has the manifest of its finish shard. The plan that names it is durable, so this row is found again and cleared.
            await Shards.PutAsync(next.Shard, await Shards.ManifestAsync(next.Shard.FinishShard()));
        }

        return next.Shard.Kind is not (ShardKind.Move or ShardKind.Part)
            ? 1
            : await Shards.TakeAsync(next.Shard, next.Digest, request.Holder, request.DestinationTicks ?? DestinationTicks())
                ?? throw new InvalidDataException($"Shard {next.Shard} of job {environment.JobId} has lost its manifest.");
    }

    /// <summary>
    /// Now by the destination's clock, for silos of older versions, which don't say it: from this machine's clock and the offset that another silo reported; 0:
    /// unknown, so that no time counts against it.
    /// </summary>
    private long DestinationTicks() => State.DestinationClock is { } offset ? (environment.Time.GetUtcNow() + offset).UtcTicks : 0;
}
