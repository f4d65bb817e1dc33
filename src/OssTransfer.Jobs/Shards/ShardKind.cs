namespace OssTransfer.Jobs.Shards;

/// <summary>What a shard is for, and what its row (<c>ShardGrain</c>) holds. Values are stored: never reuse a number.</summary>
public enum ShardKind
{
    /// <summary>Lists a key range of the source and plans move shards. No row.</summary>
    List = 1,

    /// <summary>Transfers what its manifest names. Row: its manifest, progress, and what checks and deletes noted.</summary>
    Move = 2,

    /// <summary>Compares a stretch of the catalogue with the destination. Row: what it found to differ.</summary>
    Check = 3,

    /// <summary>Writes the run's reports. No row.</summary>
    Report = 4,

    /// <summary>A page of the catalogue's index. Row: that page; no worker takes it.</summary>
    Index = 5,

    /// <summary>Aborts the uploads of shards that will never be finished. No row.</summary>
    Cleanup = 6,

    /// <summary>Moves a range of one very large object's parts; its parent is the object's finish shard. Row: manifest and progress.</summary>
    Part = 7,

    /// <summary>A chunk of a job's list; its run number is the list's generation. Row: that chunk; no worker takes it.</summary>
    Chunk = 8,

    /// <summary>Deletes at the destination what vanished of a stretch of the catalogue. Row: what could not be deleted.</summary>
    Delete = 9,
}
