using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>What is durable of shards that aren't finished, so that <c>status</c> shows it; in memory only, and nothing else depends on it.</summary>
internal sealed class PartialResults(JobKeeper keeper, JobHolds holds, JobEnvironment environment)
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(1);
    private readonly Dictionary<ShardId, ShardResult> _results = [];

    /// <summary>Their sum, as seen last.</summary>
    public ShardResult Sum => _results.Values.Aggregate(ShardResult.Empty, (sum, result) => sum.Add(result));

    /// <summary>Each of them, as seen last.</summary>
    public IReadOnlyDictionary<ShardId, ShardResult> Results => _results;

    /// <summary>
    /// Reads every shard that is held; where no silo is at work, and this activation may have missed those that were, every open one, once.
    /// </summary>
    public async Task RefreshAsync()
    {
        if (keeper.State is { } state)
        {
            var shown = state.Status.MayHaveWorkers() ? Held : OpenAndUnseen(state);
            var results = await Task.WhenAll(shown.Select(shard => TryReadAsync(environment.Shards(state.Incarnation), shard)));
            foreach (var (shard, result) in shown.Zip(results))
            {
                if (result is not null)
                {
                    _results[shard] = result;
                }
            }
        }

        foreach (var shard in _results.Keys.Where(shard => !IsOpen(shard)))
        {
            _results.Remove(shard);
        }
    }

    /// <summary>Reads a shard that comes back unfinished: what ended in it counts in reports although no worker holds it any more.</summary>
    public async Task ReadAsync(ShardId shard)
    {
        if (shard.Kind == ShardKind.Move && IsOpen(shard))
        {
            _results[shard] = await environment.Shards(keeper.State!.Incarnation).PartialResultAsync(shard);
        }
    }

    private ShardId[] Held => [.. holds.Holders.Held.Where(shard => shard.Kind == ShardKind.Move)];

    private ShardId[] OpenAndUnseen(JobState state) => state.Run is { } run
        ? [.. run.OpenShards().Where(shard => !_results.ContainsKey(shard))]
        : [];

    private bool IsOpen(ShardId shard) => keeper.State?.Run is { } run && run.Number == shard.Run && run.Open.ContainsKey(shard.Number);

    /// <summary>Null where its grain doesn't answer at once: a report shows what was known before rather than waiting for a silo that hangs.</summary>
    private async Task<ShardResult?> TryReadAsync(IJobShards shards, ShardId shard)
    {
        try
        {
            return await shards.PartialResultAsync(shard).WaitAsync(ReadTimeout, environment.Time);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return null;
        }
    }
}
