using OssTransfer.Grains.Jobs;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Tests.Jobs;

/// <summary>The shards of a job, durable at once.</summary>
internal sealed class MemoryShards : IJobShards
{
    private readonly Dictionary<ShardId, byte[]> _manifests = [];
    private readonly Dictionary<ShardId, ShardResult> _results = [];
    private readonly Dictionary<ShardId, int> _attempts = [];
    private readonly HashSet<ShardId> _ended = [];

    /// <summary>The destination's time that was given with the latest attempt.</summary>
    public Dictionary<ShardId, long> TakenTicks { get; } = [];

    /// <summary>Attempts that were noted to have told all.</summary>
    public HashSet<(ShardId Shard, int Attempt)> ToldAll { get; } = [];

    /// <summary>The next shard is taken only when this has ended.</summary>
    public Task? BeforeTake { get; set; }

    /// <summary>Shards of which something is stored.</summary>
    public IReadOnlyCollection<ShardId> Stored => _manifests.Keys;

    /// <summary>What a worker makes durable of a shard.</summary>
    public void Checkpoint(ShardId shard, ShardResult result, bool ends)
    {
        _results[shard] = result;
        if (ends)
        {
            _ended.Add(shard);
        }
    }

    public Task PutAsync(ShardId shard, byte[] content)
    {
        if (!_attempts.ContainsKey(shard))
        {
            _manifests[shard] = content;
        }

        return Task.CompletedTask;
    }

    public Task<byte[]> ManifestAsync(ShardId shard) => Task.FromResult(_manifests.GetValueOrDefault(shard) ?? []);

    public async Task<int?> TakeAsync(ShardId shard, ulong digest, string holder, long destinationTicks)
    {
        var before = BeforeTake;
        BeforeTake = null;
        await (before ?? Task.CompletedTask);
        TakenTicks[shard] = destinationTicks;
        return Holds(shard, digest) ? _attempts[shard] = _attempts.GetValueOrDefault(shard) + 1 : null;
    }

    public Task<ShardResult?> ResultAsync(ShardId shard, ulong digest) =>
        Task.FromResult(Holds(shard, digest) && _ended.Contains(shard) ? _results[shard] : null);

    public Task NoteSendsCompleteAsync(ShardId shard, ulong digest, int attempt)
    {
        if (_attempts.GetValueOrDefault(shard) == attempt)
        {
            ToldAll.Add((shard, attempt));
        }

        return Task.CompletedTask;
    }

    public Task<ShardResult> PartialResultAsync(ShardId shard) => Task.FromResult(_results.GetValueOrDefault(shard) ?? ShardResult.Empty);

    public Task<IReadOnlyList<SegmentRef>?> FindIndexAsync(int run, int page, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SegmentRef>?>(null);

    public Task ForgetAsync(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            _manifests.Remove(shard);
        }

        return Task.CompletedTask;
    }

    private bool Holds(ShardId shard, ulong digest) => _manifests.TryGetValue(shard, out var manifest) && ShardManifest.DigestOf(manifest) == digest;
}
