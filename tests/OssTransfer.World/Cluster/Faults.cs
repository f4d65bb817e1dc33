using System.Runtime.CompilerServices;
using OssTransfer.World.Histories;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>What goes wrong between silos and with their database. While it is calm nothing does.</summary>
internal sealed class Faults(Scheduler scheduler, HistoryPlan plan)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan LongestOnGoodDays = TimeSpan.FromMilliseconds(2);

    /// <summary>Nothing goes wrong now.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>The way of a message.</summary>
    public TimeSpan Latency() => scheduler.Between(Shortest, IsCalm ? LongestOnGoodDays : TimeSpan.FromSeconds(plan.SlowestCall));

    /// <summary>What happens to the way of a call there, or back.</summary>
    public Fault OfCall() => !IsCalm && scheduler.Chance(plan.CallsRepeated) ? Fault.Repeated : OneOf(plan.CallsLost);

    /// <summary>What happens to a call of the database.</summary>
    public Fault OfDatabase() => OneOf(plan.DatabaseLost);

    private Fault OneOf(double percent, [CallerMemberName] string where = "")
    {
        var fault = IsCalm || !scheduler.Chance(percent) ? Fault.None : scheduler.Chance(50) ? Fault.RequestLost : Fault.AnswerLost;
        if (fault != Fault.None)
        {
            scheduler.Tally.Count($"{where}: {fault}");
        }

        return fault;
    }
}
