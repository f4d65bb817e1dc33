namespace OssTransfer.Jobs.Config;

/// <summary>What a changed key asks for.</summary>
public enum JobChangeEffect
{
    /// <summary>It holds from the next run on; progress is kept.</summary>
    Applies = 0,

    /// <summary>What was recorded belongs to other objects: the job must start over with <c>redo</c>.</summary>
    NeedsRedo = 1,

    /// <summary>It cannot be changed.</summary>
    Forbidden = 2,
}
