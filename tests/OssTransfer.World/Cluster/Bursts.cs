using OssTransfer.Storage;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>
/// Some seconds in which faults strike at joints, as they are passed: what is rare in long bad days comes here one upon the other.
/// </summary>
internal sealed class Bursts(Scheduler scheduler)
{
    private const int MostStrikes = 5;
    private const double RareJoint = 30;
    private const double FrequentJoint = 1.5;
    private const double WrittenObject = 25;
    private const double RepeatedCall = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortestFreeze = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan LongestFreeze = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(20);
    private static readonly Strike[] BeforeCalls = [Strike.RequestLost, Strike.Late, Strike.Repeated, Strike.CallerKilled, Strike.CallerFrozen];
    private static readonly Strike[] AfterCalls =
    [
        Strike.AnswerLost, Strike.Repeated, Strike.CallerKilled, Strike.CallerFrozen, Strike.HostKilled, Strike.HostFrozen, Strike.GrainLeft,
    ];

    private static readonly Strike[] BeforeOthers = [Strike.RequestLost, Strike.CallerKilled, Strike.CallerFrozen];
    private static readonly Strike[] AfterOthers = [Strike.AnswerLost, Strike.CallerKilled, Strike.CallerFrozen];
    private TimeSpan _end;
    private int _left;

    /// <summary>Kills a silo.</summary>
    public required Action<SimulatedSilo> Kill { get; init; }

    /// <summary>Lets a silo stand still.</summary>
    public required Action<SimulatedSilo, TimeSpan> Freeze { get; init; }

    /// <summary>Users change some of what is at the source: what is planned is another version when it is read.</summary>
    public required Action ChangeAny { get; init; }

    /// <summary>A user changes an object at the source that was written at the destination a moment ago.</summary>
    public required Action<ObjectKey> ChangeWritten { get; init; }

    /// <summary>A burst begins.</summary>
    public void Begin()
    {
        (_left, _end) = (1 + scheduler.Random.Next(MostStrikes), scheduler.Now + Longest);
        scheduler.Trace.Add(scheduler.Now, $"a burst of {_left} begins");
        scheduler.Tally.Count("burst");
    }

    /// <summary>None begins any more, and this one ends.</summary>
    public void End() => _left = 0;

    /// <summary>Something passes a joint.</summary>
    /// <param name="joint">The joint.</param>
    /// <param name="isDone">It has been done, and the answer is about to go out; else the request is.</param>
    /// <param name="isCall">Another grain is called.</param>
    public Strike At(Joint joint, bool isDone, bool isCall)
    {
        if (_left == 0 || joint == Joint.None || scheduler.Now > _end || !scheduler.Chance(ChanceOf(joint, isDone)))
        {
            return Strike.None;
        }

        _left--;
        var strikes = (isCall, isDone) switch
        {
            (true, false) => BeforeCalls,
            (true, true) => AfterCalls,
            (false, false) => BeforeOthers,
            _ => AfterOthers,
        };
        var strike = isCall && scheduler.Chance(RepeatedCall) ? Strike.Repeated : strikes[scheduler.Random.Next(strikes.Length)];
        scheduler.Trace.Add(scheduler.Now, $"strikes {(isDone ? "after" : "before")} {joint}: {strike}");
        scheduler.Tally.Count($"joint {(isDone ? "after" : "before")} {joint}: {strike}");
        if (joint is Joint.Take or Joint.Listed or Joint.Manifest)
        {
            ChangeAny();
        }

        return strike;
    }

    /// <summary>Something strikes when an object was written: who wrote it may never come to tell of it.</summary>
    public void Strikes(Strike strike, ObjectKey? written)
    {
        if (strike != Strike.None && written is { } key && scheduler.Chance(70))
        {
            ChangeWritten(key);
        }
    }

    private static double ChanceOf(Joint joint, bool isDone) =>
        joint == Joint.Put && isDone ? WrittenObject
            : joint is Joint.Listed or Joint.Checkpoint or Joint.Take ? 2 * RareJoint
            : joint.IsFrequent() ? FrequentJoint
            : RareJoint;

    /// <summary>When what is late, or comes again, arrives.</summary>
    public TimeSpan Delay() => scheduler.Between(TimeSpan.FromMilliseconds(1), Latest);

    /// <summary>Kills a silo once this step is over.</summary>
    public void KillSoon(Machine? machine)
    {
        if (machine is SimulatedSilo silo)
        {
            scheduler.After(TimeSpan.Zero, null, () => Kill(silo));
        }
    }

    /// <summary>Lets a silo stand still from now on, so long that it may be taken for dead.</summary>
    public void FreezeNow(Machine? machine)
    {
        if (machine is SimulatedSilo silo)
        {
            Freeze(silo, scheduler.Between(ShortestFreeze, LongestFreeze));
        }
    }
}
