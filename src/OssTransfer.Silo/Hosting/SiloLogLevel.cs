namespace OssTransfer.Silo.Hosting;

/// <summary>The least that is logged.</summary>
public enum SiloLogLevel
{
    /// <summary>Parts and batches too.</summary>
    Debug,

    /// <summary>A line for each object that ended.</summary>
    Objects,

    /// <summary>A line a job, shard and failed object.</summary>
    Information,

    /// <summary>What needs attention.</summary>
    Warning,

    /// <summary>What failed.</summary>
    Error,
}
