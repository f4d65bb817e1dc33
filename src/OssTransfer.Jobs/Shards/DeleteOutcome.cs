namespace OssTransfer.Jobs.Shards;

/// <summary>What became of an object at the destination that vanished at the source. Values are stored: never reuse a number.</summary>
public enum DeleteOutcome
{
    /// <summary>Nothing was decided.</summary>
    None = 0,

    /// <summary>It may have been deleted: noted before anything is asked, so that an attempt which dies leaves nothing unknown.</summary>
    Started = 1,

    /// <summary>It was deleted.</summary>
    Deleted = 2,

    /// <summary>It was not there any more, and this run has not deleted it.</summary>
    Absent = 3,

    /// <summary>What is there is not, or not any more, what this job wrote: left, and this job's no longer.</summary>
    Foreign = 4,

    /// <summary>The source has it again: left.</summary>
    Returned = 5,

    /// <summary>Looking or deleting failed: left, and tried again by the next pass.</summary>
    Failed = 6,
}
