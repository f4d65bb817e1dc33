using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Registry;

/// <summary>Which jobs somebody wants to see: a page of them.</summary>
/// <param name="Limit">Jobs on it at most.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.job-query")]
public sealed record JobQuery(int Limit)
{
    /// <summary>By name, those behind this one; null: those at work first (<see cref="JobStatusFacts.Rank"/>), of each state the one added last.</summary>
    [Id(0)]
    public string? After { get; init; }

    /// <summary>So many come before the page.</summary>
    [Id(1)]
    public int Skip { get; init; }

    /// <summary>Only those in this state; null: in any.</summary>
    [Id(2)]
    public string? State { get; init; }

    /// <summary>Only those with this in their name; null: all.</summary>
    [Id(3)]
    public string? Search { get; init; }

    /// <summary>The page of these jobs, which are in the order in which they were added.</summary>
    public JobPage Of(IReadOnlyList<ListedJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var counts = new int[Enum.GetValues<JobStatus>().Length];
        foreach (var job in jobs)
        {
            // A state that only a later version knows counts as unknown.
            counts[job.Status < counts.Length ? job.Status : (int)JobStatus.None]++;
        }

        var wanted = State is null ? null : JobStatusFacts.FromText(State);
        var found = State is not null && wanted is null
            ? []
            : jobs.Where(job => wanted is null || job.Status == (int)wanted)
                .Where(job => Search is null || job.JobId.Contains(Search, StringComparison.OrdinalIgnoreCase))
                .Reverse().ToList();
        var ordered = After is null
            ? found.OrderBy(job => ((JobStatus)job.Status).Rank())
            : found.Select(job => (Job: job, Name: ObjectKey.From(job.JobId))).Where(named => named.Name > ObjectKey.From(After)).OrderBy(named => named.Name)
                .Select(named => named.Job);
        return new([.. ordered.Skip(Skip).Take(Limit)], found.Count, counts);
    }
}
