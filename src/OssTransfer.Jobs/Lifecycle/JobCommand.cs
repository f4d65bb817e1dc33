namespace OssTransfer.Jobs.Lifecycle;

/// <summary>What a user can ask of a job. Values are stored with the answers to commands: never reuse a number.</summary>
public enum JobCommand
{
    /// <summary>Makes the job.</summary>
    Add = 1,

    /// <summary>Stops it, aborts its own uploads and forgets it; objects stay.</summary>
    Remove = 2,

    /// <summary>Stops it with all progress kept.</summary>
    Pause = 3,

    /// <summary>Goes on with a paused job.</summary>
    Continue = 4,

    /// <summary>Drops progress and starts a new run; objects found equal are not sent again.</summary>
    Redo = 5,

    /// <summary>The same, and everything is sent again.</summary>
    RedoAll = 6,

    /// <summary>Starts a run of only what failed.</summary>
    RedoFailed = 7,

    /// <summary>Changes its configuration.</summary>
    Edit = 8,

    /// <summary>Shows its configuration.</summary>
    Look = 9,

    /// <summary>Shows how it stands.</summary>
    Status = 10,

    /// <summary>Shows what failed.</summary>
    Failures = 11,

    /// <summary>Ends it for good: no pass of it ever starts again.</summary>
    Finish = 12,

    /// <summary>Changes its limits while it goes on.</summary>
    Set = 13,

    /// <summary>Starts a run of a check job that moves what the one before found to be missing or different.</summary>
    RedoRepair = 14,

    /// <summary>Starts the next pass now.</summary>
    Sync = 15,

    /// <summary>Shows what vanished at the source and would be deleted.</summary>
    Deletes = 16,

    /// <summary>Names the number of objects that the next pass may delete.</summary>
    ApproveDeletes = 17,
}
