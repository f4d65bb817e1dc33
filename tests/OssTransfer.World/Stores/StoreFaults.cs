using System.Runtime.CompilerServices;
using OssTransfer.World.Cluster;
using OssTransfer.World.Histories;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Stores;

/// <summary>What goes wrong with requests to stores. While it is calm nothing does.</summary>
internal sealed class StoreFaults(Scheduler scheduler, HistoryPlan plan)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestOnGoodDays = TimeSpan.FromMilliseconds(10);

    /// <summary>Faults at what is written.</summary>
    public required Bursts Bursts { get; init; }

    /// <summary>Told what is about to be written at the destination.</summary>
    public Action<string>? Writes { get; set; }

    /// <summary>Nothing goes wrong now.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>The next request is answered with an error.</summary>
    public bool Refuses => Happens(plan.RequestsRefused);

    /// <summary>The next request is one too many; how long to wait, where that is told.</summary>
    public bool Throttles(out TimeSpan? retryAfter)
    {
        var happens = Happens(plan.Throttles);
        retryAfter = happens && scheduler.Chance(50) ? TimeSpan.FromSeconds(scheduler.Random.Next(60)) : null;
        return happens;
    }

    /// <summary>The next request never arrives.</summary>
    public bool LosesRequest => Happens(plan.RequestsLost);

    /// <summary>The next request is done, and the answer is lost.</summary>
    public bool LosesAnswer => Happens(plan.AnswersLost);

    /// <summary>The next body breaks off.</summary>
    public bool CutsBody => Happens(plan.BodiesCut);

    /// <summary>The next write is answered and not kept.</summary>
    public bool Forgets => Happens(plan.Forgets);

    /// <summary>How long a store takes for a page of a listing, beside its way.</summary>
    public TimeSpan PageDelay() => IsCalm ? TimeSpan.Zero : TimeSpan.FromSeconds(plan.SlowestPage * scheduler.Random.NextDouble());

    /// <summary>One way.</summary>
    public TimeSpan Latency() => scheduler.Between(Shortest, IsCalm ? LongestOnGoodDays : TimeSpan.FromSeconds(plan.SlowestRequest));

    private bool Happens(double percent, [CallerMemberName] string what = "")
    {
        var happens = !IsCalm && percent > 0 && scheduler.Chance(percent);
        if (happens)
        {
            scheduler.Tally.Count($"store: {what}");
        }

        return happens;
    }
}
