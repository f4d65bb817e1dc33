namespace OssTransfer.Jobs.Lifecycle;

/// <summary>Where a job stands. Values are stored: never reuse a number.</summary>
public enum JobStatus
{
    /// <summary>There is no such job.</summary>
    None = 0,

    /// <summary>It waits for a master; no worker works on it.</summary>
    Ready = 1,

    /// <summary>It has a master, and shards of its run are handed out.</summary>
    Running = 2,

    /// <summary>On the way to <see cref="Paused"/>: until no worker holds a shard.</summary>
    Pausing = 3,

    /// <summary>On the way to the end of <c>finish</c> or to the new run of <c>redo</c>: until no worker holds a shard.</summary>
    Stopping = 4,

    /// <summary>On the way out: until no worker holds a shard and the job's own uploads are aborted.</summary>
    Removing = 5,

    /// <summary>Stopped by the user, or by the system with a reason; all progress is kept.</summary>
    Paused = 6,

    /// <summary>Between two passes; it has a time for the next one and holds no master.</summary>
    Waiting = 7,

    /// <summary>Ended: nothing failed, and the sum of the run adds up. No pass follows.</summary>
    Done = 8,

    /// <summary>Ended otherwise, with what failed and how to go on. No pass follows.</summary>
    Failed = 9,
}
