namespace OssTransfer.Jobs.Progress;

/// <summary>What a phase of a run is doing, as reports name it.</summary>
public static class PhaseState
{
    /// <summary>Its turn has not come.</summary>
    public const string Waiting = "waiting";

    /// <summary>It is under way.</summary>
    public const string Running = "running";

    /// <summary>It has ended.</summary>
    public const string Done = "done";

    internal static string Of(bool isOver, bool isUnderWay) => isOver ? Done : isUnderWay ? Running : Waiting;
}
