namespace OssTransfer.Grains.Service;

/// <summary>A job to add, or a new configuration for an existing one.</summary>
/// <param name="Config">The text of job.cfg, with <c>env:</c> and <c>file:</c> resolved.</param>
/// <param name="TimeZone">The caller's IANA time zone, for <c>sync-since</c>.</param>
/// <param name="SkipCheck">Don't list one page on both sides first.</param>
/// <param name="Confirmed">The user said <c>--yes</c>.</param>
/// <param name="OnePass">Don't start another pass after the first, whatever the configuration says (<c>run</c>).</param>
public sealed record AddJob(string Config, string TimeZone, bool SkipCheck, bool Confirmed, bool OnePass);
