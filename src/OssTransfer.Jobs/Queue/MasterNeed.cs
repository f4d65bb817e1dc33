namespace OssTransfer.Jobs.Queue;

/// <summary>What a job asks of the directory.</summary>
public enum MasterNeed
{
    /// <summary>Nothing: it is between passes, paused, or over.</summary>
    None = 0,

    /// <summary>A master, when its turn comes.</summary>
    Turn = 1,

    /// <summary>It has a master and runs.</summary>
    Master = 2,

    /// <summary>It lets go of its work, for which it needs workers but no master.</summary>
    Ending = 3,
}
