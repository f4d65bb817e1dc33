namespace OssTransfer.Jobs.Config;

/// <summary>What happens at the destination with what vanished at the source.</summary>
public enum DeletePolicy
{
    /// <summary>Nothing; it is not looked for.</summary>
    Never = 0,

    /// <summary>It is counted and listed, and stays.</summary>
    Report = 1,

    /// <summary>What the job wrote and nobody has changed since is deleted.</summary>
    Apply = 2,
}
