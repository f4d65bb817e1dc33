using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Views;

/// <summary>How far a run is, in the phase it is in.</summary>
/// <param name="Done">Objects that ended.</param>
/// <param name="Of">Objects known so far.</param>
/// <param name="Percent">As the silo says; null: it doesn't know yet, or is of a version that doesn't report it.</param>
/// <param name="IsFinal">No more objects will come.</param>
internal sealed record JobProgress(long Done, long Of, bool IsFinal, double? Percent)
{
    /// <summary>From 0 to 1; null while the listing goes on, when a fraction would mislead.</summary>
    public double? Fraction => Percent is { } percent ? percent / 100 : IsFinal && Of > 0 ? Math.Clamp((double)Done / Of, 0, 1) : null;

    public static JobProgress From(JobView job) => job switch
    {
        { Phase: "check", Check: { } check } => new(check.Checked, check.Objects, job.ListingComplete, job.Percent),
        _ => new(job.Objects.Ended, job.Objects.Listed, job.ListingComplete, job.Percent),
    };
}
