namespace OssTransfer.Jobs.Queue;

/// <summary>What a job asks of the registry.</summary>
public enum JobNeed
{
    /// <summary>Nothing: it is between passes, paused, or over.</summary>
    None = 0,

    /// <summary>To run, when its turn comes.</summary>
    Turn = 1,

    /// <summary>It runs, and counts among those that may run at once.</summary>
    Run = 2,

    /// <summary>It lets go of its work, for which it needs workers but no turn.</summary>
    Ending = 3,
}
