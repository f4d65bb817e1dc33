namespace OssTransfer.Jobs.Shards;

/// <summary>What a shard is for. Values are stored: never reuse a number.</summary>
public enum ShardKind
{
    /// <summary>Lists a key range of the source and plans move shards.</summary>
    List = 1,

    /// <summary>Transfers what its manifest names.</summary>
    Move = 2,

    /// <summary>Compares a stretch of the catalogue with the destination.</summary>
    Check = 3,

    /// <summary>Writes the run's reports.</summary>
    Report = 4,

    /// <summary>A page of the catalogue's index. Nobody works on it.</summary>
    Index = 5,

    /// <summary>Aborts the uploads of shards that will never be finished.</summary>
    Cleanup = 6,

    /// <summary>Moves a range of one very large object's parts; its list number is the number of the object's finish shard.</summary>
    Part = 7,

    /// <summary>A chunk of a job's list; its run number is the list's generation. Nobody works on it.</summary>
    Chunk = 8,

    /// <summary>Deletes at the destination what vanished of a stretch of the catalogue.</summary>
    Delete = 9,
}
