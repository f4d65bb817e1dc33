using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Dashboard;

/// <summary>What pages say of a job besides its numbers.</summary>
internal static class JobShown
{
    /// <summary>How far its run is; null where unknown, or there was none.</summary>
    public static double? ShownPercent(this JobView job) => job switch
    {
        { Percent: { } percent } => percent,
        { State: "done" or "waiting", Run: > 0 } => 100,
        _ => null,
    };
}
