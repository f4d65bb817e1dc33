using System.Collections.Immutable;

namespace OssTransfer.Jobs.Queue;

/// <summary>
/// Which jobs run and which wait for their turn, in the order of becoming active: first come, first served. Immutable; a change gives a new queue,
/// or the same one where it changes nothing. With a lower limit jobs that run go on, and none starts until there is room.
/// </summary>
public sealed class RunQueue
{
    private readonly ImmutableList<QueuedJob> _jobs;

    private RunQueue(ImmutableList<QueuedJob> jobs) => _jobs = jobs;

    /// <summary>No job needs anything.</summary>
    public static RunQueue Empty { get; } = new([]);

    /// <summary>All that need something, in their order.</summary>
    public IReadOnlyList<QueuedJob> Jobs => _jobs;

    /// <summary>Jobs that run.</summary>
    public int Running => _jobs.Count(job => job.Need == JobNeed.Run);

    /// <summary>A queue as it was stored.</summary>
    public static RunQueue Of(IEnumerable<QueuedJob> jobs) => new([.. jobs]);

    /// <summary>A job's need as the job reports it. One that keeps needing something keeps its place.</summary>
    public RunQueue Notify(string jobId, JobNeed need)
    {
        var at = IndexOf(jobId);
        return (at, need) switch
        {
            (< 0, JobNeed.None) => this,
            (< 0, _) => new(_jobs.Add(new(jobId, need))),
            (_, JobNeed.None) => new(_jobs.RemoveAt(at)),
            _ when _jobs[at].Need == need => this,
            _ => new(_jobs.SetItem(at, new(jobId, need))),
        };
    }

    /// <summary>Lets a job run where its turn has come; null: it hasn't. One that runs may go on.</summary>
    public RunQueue? Start(string jobId, int limit)
    {
        var at = IndexOf(jobId);
        return at >= 0 && _jobs[at].Need == JobNeed.Run ? this
            : Admitted(limit).Contains(jobId) ? Notify(jobId, JobNeed.Run)
            : null;
    }

    /// <summary>Jobs that a worker may ask for a shard.</summary>
    public IReadOnlyList<string> Candidates(int limit)
    {
        var admitted = Admitted(limit).ToHashSet();
        return [.. _jobs.Where(job => job.Need != JobNeed.Turn || admitted.Contains(job.JobId)).Select(job => job.JobId)];
    }

    /// <summary>The places of those that wait for their turn, from 1; who isn't there runs, may begin, or needs no turn.</summary>
    public IReadOnlyDictionary<string, int> Places(int limit) => _jobs.Where(job => job.Need == JobNeed.Turn).Skip(Room(limit))
        .Select((job, index) => (job.JobId, Place: index + 1)).ToDictionary(pair => pair.JobId, pair => pair.Place);

    private int Room(int limit) => Math.Max(0, limit - Running);

    private IEnumerable<string> Admitted(int limit) => _jobs.Where(job => job.Need == JobNeed.Turn).Take(Room(limit)).Select(job => job.JobId);

    private int IndexOf(string jobId) => _jobs.FindIndex(job => job.JobId == jobId);
}
