namespace OssTransfer.World.Cluster;

/// <summary>Where the protocol can break: steps after which something must be durable, or must not happen twice.</summary>
internal enum Joint
{
    /// <summary>None of these.</summary>
    None,

    /// <summary>A worker asks a job for a shard.</summary>
    Pull,

    /// <summary>An attempt at a shard begins.</summary>
    Take,

    /// <summary>A worker tells what has ended.</summary>
    Checkpoint,

    /// <summary>A worker lets go of a shard.</summary>
    Return,

    /// <summary>A job adds up what came of a shard.</summary>
    Result,

    /// <summary>A manifest, or a page of an index, is stored.</summary>
    Manifest,

    /// <summary>A job hears what was listed.</summary>
    Listed,

    /// <summary>A check notes what differs.</summary>
    Differences,

    /// <summary>A row is forgotten.</summary>
    Clear,

    /// <summary>A silo names what it holds.</summary>
    Renew,

    /// <summary>The operator gives a command.</summary>
    Command,

    /// <summary>A job tells the registry what it needs.</summary>
    Directory,

    /// <summary>The database stores a job.</summary>
    JobRow,

    /// <summary>The database stores a manifest.</summary>
    ManifestRow,

    /// <summary>The database stores how far a shard is.</summary>
    ProgressRow,

    /// <summary>An object is written.</summary>
    Put,

    /// <summary>An upload begins.</summary>
    Initiate,

    /// <summary>A part is written.</summary>
    Part,

    /// <summary>An upload is completed.</summary>
    Complete,

    /// <summary>An upload is dropped.</summary>
    Abort,
}
