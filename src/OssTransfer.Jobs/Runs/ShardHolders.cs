using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Runs;

/// <summary>
/// Who holds which shard of a job, in memory only: a silo names what it holds once a second, and what it doesn't name, or a silo that is silent
/// for a lease, is free for a new attempt. Times are those of one monotonic clock.
/// </summary>
public sealed class ShardHolders(TimeSpan lease)
{
    // A shard that was just handed out is not yet named: its answer may be under way.
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(3);
    private readonly Dictionary<ShardId, Holding> _holds = [];
    private readonly Dictionary<string, TimeSpan> _deadlines = [];

    // A renewal that was sent before its holder let go may be heard afterwards; it must not bring the hold back.
    private readonly Dictionary<ShardId, Holding> _released = [];

    /// <summary>Whether a worker holds a shard.</summary>
    public bool Any => _holds.Count > 0;

    /// <summary>The shards that are held.</summary>
    public IReadOnlyCollection<ShardId> Held => [.. _holds.Keys];

    /// <summary>The shards that are held, with who holds them.</summary>
    public IReadOnlyCollection<(ShardId Shard, string Holder)> All => [.. _holds.Select(pair => (pair.Key, pair.Value.Holder))];

    /// <summary>Whether the shard is held.</summary>
    public bool IsHeld(ShardId shard) => _holds.ContainsKey(shard);

    /// <summary>Whether exactly this attempt of this holder has the shard.</summary>
    public bool IsHeldBy(ShardId shard, string holder, int attempt) =>
        _holds.TryGetValue(shard, out var hold) && hold.Holder == holder && hold.Attempt == attempt;

    /// <summary>How many shards this holder has, besides the list shard.</summary>
    public int CountOf(string holder) => _holds.Count(hold => hold.Value.Holder == holder && hold.Key.Kind != ShardKind.List);

    /// <summary>Whether this holder has any shard.</summary>
    public bool Holds(string holder) => _holds.Values.Any(hold => hold.Holder == holder);

    /// <summary>Hands a shard out. Asking for a shard is a sign of life.</summary>
    public void Hold(ShardId shard, string holder, int attempt, TimeSpan now)
    {
        _holds[shard] = new(holder, attempt, now);
        _released.Remove(shard);
        _deadlines[holder] = now + lease;
    }

    /// <summary>The holder let go; false where it did not hold the shard: it has said so before, or another attempt holds it.</summary>
    public bool Release(ShardId shard, string holder, int attempt, TimeSpan now)
    {
        var had = IsHeldBy(shard, holder, attempt) && _holds.Remove(shard);
        if (!_holds.ContainsKey(shard))
        {
            _released[shard] = new(holder, attempt, now);
        }

        return had;
    }

    /// <summary>
    /// A holder lives and names all it holds. Attempts are durable and grow, so the higher one has the shard, whoever is heard first;
    /// of equal ones (kinds without durable attempts) the first. What the holder names and doesn't have is answered as lost,
    /// but for what it has let go of meanwhile; what it has and doesn't name is free.
    /// </summary>
    public IReadOnlyList<ShardId> Renew(string holder, IReadOnlyCollection<(ShardId Shard, int Attempt)> held, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(held);
        _deadlines[holder] = now + lease;
        var lost = new List<ShardId>();
        foreach (var (shard, attempt) in held)
        {
            if (_holds.TryGetValue(shard, out var hold))
            {
                if (hold.Attempt < attempt)
                {
                    _holds[shard] = new(holder, attempt, now);
                }
                else if (hold.Holder != holder || hold.Attempt != attempt)
                {
                    lost.Add(shard);
                }
            }
            else if (!_released.TryGetValue(shard, out var last) || last.Attempt < attempt || (last.Attempt == attempt && last.Holder != holder))
            {
                _holds[shard] = new(holder, attempt, now);
            }
            else if (last.Attempt > attempt)
            {
                lost.Add(shard);
            }
        }

        var named = held.ToHashSet();
        foreach (var (shard, hold) in _holds)
        {
            if (hold.Holder == holder && now - hold.Since > UnderWay && !named.Contains((shard, hold.Attempt)))
            {
                _holds.Remove(shard);
            }
        }

        return lost;
    }

    /// <summary>Frees what silent holders had; true where something was freed.</summary>
    public bool Expire(TimeSpan now)
    {
        var silent = _deadlines.Where(pair => pair.Value < now).Select(pair => pair.Key).ToHashSet();
        foreach (var holder in silent)
        {
            _deadlines.Remove(holder);
        }

        var before = _holds.Count;
        foreach (var (shard, hold) in _holds)
        {
            if (silent.Contains(hold.Holder))
            {
                _holds.Remove(shard);
            }
        }

        foreach (var (shard, released) in _released)
        {
            if (now - released.Since > lease)
            {
                _released.Remove(shard);
            }
        }

        return _holds.Count < before;
    }

    private readonly record struct Holding(string Holder, int Attempt, TimeSpan Since);
}
