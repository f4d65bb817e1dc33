using OssTransfer.World.Timing;

namespace OssTransfer.World.Stores;

/// <summary>How often requests to a store go wrong, in this history.</summary>
internal sealed class StoreFaults(Scheduler scheduler)
{
    /// <summary>Nothing goes wrong now.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>Per cent of the requests that are answered with an error before anything is done.</summary>
    public double Refused { get; init; }

    /// <summary>Per cent of the requests that never arrive.</summary>
    public double RequestsLost { get; init; }

    /// <summary>Per cent of the requests that are done, and the answer is lost.</summary>
    public double AnswersLost { get; init; }

    /// <summary>Per cent of the bodies that break off.</summary>
    public double BodiesCut { get; init; }

    /// <summary>The longest way of a request, on bad days.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether something of so many per cent happens now.</summary>
    public bool Happens(double percent) => !IsCalm && scheduler.Chance(percent);

    /// <summary>One way.</summary>
    public TimeSpan Latency() => scheduler.Between(TimeSpan.FromMilliseconds(1), IsCalm ? TimeSpan.FromMilliseconds(10) : Slowest);
}
