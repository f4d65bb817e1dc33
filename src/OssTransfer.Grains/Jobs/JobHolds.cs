using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Who holds which shard of a job; in memory only, so a new activation must wait until what it doesn't know of has run out.</summary>
internal sealed class JobHolds(JobEnvironment environment)
{
    private TimeSpan _quietUntil = TimeSpan.MinValue;

    /// <summary>Every hold that this activation knows of.</summary>
    public LeaseTable Leases { get; } = new(environment.Options.Lease + environment.Options.RenewEvery);

    /// <summary>The time of a clock that only goes forward.</summary>
    public TimeSpan Now => environment.Time.GetElapsedTime(0);

    /// <summary>A worker may hold what an earlier activation handed out: nothing is handed out.</summary>
    public bool IsQuiet => Now < _quietUntil;

    /// <summary>Whether a worker holds a shard, or may.</summary>
    public bool Any => Leases.Any || IsQuiet;

    /// <summary>What an earlier activation renewed is held for one more lease.</summary>
    public void StayQuiet() => _quietUntil = Now + environment.Options.Lease;
}
