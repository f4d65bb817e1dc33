using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>What a configuration asks of a job's runs.</summary>
internal static class JobPolicies
{
    public static RunPolicy Of(JobSpec spec) => new(
        spec.Check.Time == CheckTime.Now,
        spec.Check.Mode == CheckMode.Full,
        spec.Sync.IsIncremental ? spec.Sync.Interval : null)
    {
        KeepRuns = spec.KeepRuns,
        Compares = spec.Kind == JobKind.Check,
        ReadsUnproven = spec.Check.Mode == CheckMode.Md5,
        ProvesNoWrite = spec.Destination.Disk is not null,
        BytesPerSecond = spec.Limits.Bandwidth is { Timetable: null, PerSecond: > 0 and var bytes } ? bytes : null,
        FailsExtras = spec.Check.Extra == ExtraRule.Fail,
        Delete = spec.Sync.Delete,
        MaxDelete = spec.Sync.MaxDelete,
    };
}
