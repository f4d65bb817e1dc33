namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Which silos asked for a shard a moment ago in vain; in memory only. Where there are fewer shards than workers, a silo leaves the next one to such a silo
/// that has fewer, so that whoever asks first doesn't take them all.
/// </summary>
internal sealed class IdleSilos(JobHolds holds, JobEnvironment environment)
{
    // An idle silo asks several times in this time. One that doesn't is busy, or gone, and nothing is kept for it.
    private readonly TimeSpan _moment = environment.Options.IdleWait * 4;
    private readonly Dictionary<string, TimeSpan> _until = [];
    private int _run;

    /// <summary>A silo that may work for the job got none.</summary>
    public void Add(string holder) => _until[holder] = holds.Now + _moment;

    /// <summary>A silo got one.</summary>
    public void Remove(string holder) => _until.Remove(holder);

    /// <summary>A run begins, and a moment later the other silos will ask for its shards: until then each counts as one that did.</summary>
    public void Begin(int run)
    {
        if (run != _run)
        {
            _run = run;
            foreach (var silo in environment.LivingSilos())
            {
                _until[silo] = holds.Now + (_moment / 2);
            }
        }
    }

    /// <summary>Whether an idle one has fewer shards than this one.</summary>
    public bool AnyWithFewer(string holder)
    {
        if (_until.Count == 0 || holds.Holders.CountOf(holder) is var own && own == 0)
        {
            return false;
        }

        foreach (var (other, until) in _until)
        {
            if (holds.Now > until)
            {
                _until.Remove(other);
            }
            else if (other != holder && holds.Holders.CountOf(other) < own)
            {
                return true;
            }
        }

        return false;
    }
}
