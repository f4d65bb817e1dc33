using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Grains.Registry;

/// <summary>A page of the jobs.</summary>
/// <param name="Jobs">Those of the page.</param>
/// <param name="Found">How many are like what was asked for, on all pages.</param>
/// <param name="Counts">How many of all jobs are in each state, by its number (<see cref="JobStatus"/>).</param>
[GenerateSerializer, Immutable, Alias("osstransfer.job-page")]
public sealed record JobPage(ListedJob[] Jobs, int Found, int[] Counts)
{
    /// <summary>All jobs.</summary>
    public int All => Counts.Sum();
}
