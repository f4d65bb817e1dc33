using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Who holds which shard of a job; in memory only, so a new activation must wait until what it doesn't know of has run out.</summary>
internal sealed class JobHolds(JobEnvironment environment)
{
    private TimeSpan _earlierLeasesEndAt = TimeSpan.MinValue;

    /// <summary>Every hold that this activation knows of.</summary>
    public ShardHolders Holders { get; } = new(environment.Options.Lease + environment.Options.RenewEvery);

    /// <summary>The time of a clock that only goes forward.</summary>
    public TimeSpan Now => environment.Time.GetElapsedTime(0);

    /// <summary>A worker may hold what an earlier activation handed out: nothing is handed out.</summary>
    public bool MayBeHeldByEarlier => Now < _earlierLeasesEndAt;

    /// <summary>Whether a worker holds a shard, or may.</summary>
    public bool Any => Holders.Any || MayBeHeldByEarlier;

    /// <summary>What an earlier activation renewed is held for one more lease.</summary>
    public void WaitOutEarlierLeases() => _earlierLeasesEndAt = Now + environment.Options.Lease;
}
