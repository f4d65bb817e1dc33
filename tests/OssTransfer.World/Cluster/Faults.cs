using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>How often what goes wrong, in this history. While it is calm nothing does.</summary>
internal sealed class Faults(Scheduler scheduler)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMicroseconds(100);

    /// <summary>Nothing goes wrong now.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>Per cent of the calls of grains whose request or answer is lost.</summary>
    public double CallsLost { get; init; }

    /// <summary>Per cent of the database's calls that are lost.</summary>
    public double DatabaseLost { get; init; }

    /// <summary>The longest way of a message.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The way of a message.</summary>
    public TimeSpan Latency() => scheduler.Between(Shortest, IsCalm ? TimeSpan.FromMilliseconds(2) : Slowest);

    /// <summary>What happens to the way of a call there, or back.</summary>
    public Fault OfCall() => IsCalm || !scheduler.Chance(CallsLost) ? Fault.None : scheduler.Chance(50) ? Fault.RequestLost : Fault.AnswerLost;

    /// <summary>What happens to a call of the database.</summary>
    public Fault OfDatabase(bool isDown) =>
        isDown ? Fault.RequestLost : IsCalm || !scheduler.Chance(DatabaseLost) ? Fault.None : scheduler.Chance(50) ? Fault.RequestLost : Fault.AnswerLost;
}
