namespace OssTransfer.Jobs.Runs;

/// <summary>What a job does once no worker holds a shard. Values are stored: never reuse a number.</summary>
public enum AfterStop
{
    /// <summary>Nothing is awaited.</summary>
    None = 0,

    /// <summary>It pauses.</summary>
    Pause = 1,

    /// <summary>It is forgotten.</summary>
    Remove = 2,

    /// <summary>It starts a new run.</summary>
    Redo = 3,

    /// <summary>It ends for good.</summary>
    Finish = 4,
}
