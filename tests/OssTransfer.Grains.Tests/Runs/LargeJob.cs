using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using Orleans.Storage;
using OssTransfer.Contracts;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>
/// A run as large as runs get, stored without moving an object: the decisions and the stored forms are the program's own. Only shards in which something failed
/// have rows, so that whoever asks for another one is found out.
/// </summary>
internal static class LargeJob
{
    /// <summary>The objects that failed otherwise than the rest: the last one of each of these shards.</summary>
    public const int OddShards = 3;

    private const int ReportShards = 64;

    /// <summary>Gives a job that has ended such a run as its last one.</summary>
    /// <param name="services">The silo's.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="shards">Shards of the run.</param>
    /// <param name="flawed">Those in which something failed, evenly among them.</param>
    /// <param name="failures">Objects of each of these, all of which failed.</param>
    public static async Task PlantAsync(IServiceProvider services, string jobId, int shards, int flawed, int failures)
    {
        var job = services.GetRequiredService<IGrainFactory>().GetGrain<IJobGrain>(jobId);
        var brief = (await job.DescribeAsync(CancellationToken.None))!;
        var before = JobStateCodec.Decode(brief.State!);
        var state = before with
        {
            Status = JobStatus.Running,
            Run = new() { Number = before.Run!.Number + 1, StartedAt = before.Run.StartedAt, List = new() { Attempt = 1 } },
        };
        for (var first = 0; first < shards; first += ReportShards)
        {
            var count = Math.Min(ReportShards, shards - first);
            state = ListingTransitions.RecordListing(state, new(1, first, first)
            {
                Manifests = [.. Enumerable.Repeat(1UL, count)],
                Segments = count,
                Through = KeyOf(first + count - 1, failures),
                Counts = new() { Objects = (long)count * failures, Bytes = (long)count * failures },
                IsDone = first + count == shards,
            });
        }

        var clean = ShardResult.Empty with { Objects = ShardResult.Empty.Objects.SetItem((int)OutcomeKind.Transferred, failures) };
        for (var number = 0; number < shards; number++)
        {
            var shard = ShardId.Move(state.Run!.Number, number);
            var isFlawed = number % (shards / flawed) == 0 && number / (shards / flawed) < flawed;
            state = RunTransitions.FinishMove(
                state, shard, isFlawed ? await StoreAsync(services, state.Incarnation, shard, failures, number / (shards / flawed) < OddShards) : clean);
        }

        await StoreAsync(services, job, state with
        {
            Status = JobStatus.Failed,
            Run = state.Run! with { Phase = RunPhase.Ended, ExitCode = ExitCode.Failures, FinishedAt = before.Run.FinishedAt },
        });
    }

    /// <summary>Stores a job's state under the feet of its grain, which finds it the next time it wakes.</summary>
    public static async Task StoreAsync(IServiceProvider services, IGrainWithStringKey job, JobState state)
    {
        await job.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        var storage = services.GetRequiredKeyedService<IGrainStorage>(StateStorage.Name);
        var row = new GrainState<JobRow>(new());
        await storage.ReadStateAsync("job", job.GetGrainId(), row);
        row.State = new() { State = JobStateCodec.Encode(state) };
        await storage.WriteStateAsync("job", job.GetGrainId(), row);
    }

    private static ObjectKey KeyOf(int shard, int entry) => ObjectKey.From($"k{shard:d6}/{entry:d5}");

    private static async Task<ShardResult> StoreAsync(IServiceProvider services, ulong incarnation, ShardId shard, int failures, bool isOdd)
    {
        var manifest = new ShardManifest(
            [.. Enumerable.Range(0, failures).Select(i => new ManifestEntry(KeyOf(shard.Number, i), EntryAction.Send, new(1, null, null)))]);
        var outcomes = Enumerable.Range(0, failures).Select(i => new TransferOutcome(i, OutcomeKind.Failed)
        {
            Failure = isOdd && i == failures - 1
                ? new(TransferSide.Destination, StorageErrorKind.TooLarge, "it is too large")
                : new(TransferSide.Destination, StorageErrorKind.Denied, "403 AccessDenied: the account may not write this object"),
        }).ToList();
        var payload = ManifestCodec.Encode(manifest);
        var grain = services.GetRequiredService<IGrainFactory>().GetGrain<IShardGrain>(shard.ToGrainKey(incarnation));
        await grain.PutAsync(1, payload);
        var attempt = await grain.TakeAsync(ShardManifest.DigestOf(payload), "nobody", 0);
        await grain.CheckpointAsync(ShardManifest.DigestOf(payload), attempt!.Value, ProgressCodec.Encode(manifest, outcomes, []));
        return ShardResultCodec.Decode((await grain.ResultAsync(ShardManifest.DigestOf(payload)))!);
    }
}
