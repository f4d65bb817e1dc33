namespace OssTransfer.Transfer.Policies;

/// <summary>When a different object at the destination may be replaced.</summary>
public enum OverwritePolicy
{
    /// <summary>Where this job wrote it, or where it is older than the source.</summary>
    Safe = 0,

    /// <summary>Always.</summary>
    Always = 1,

    /// <summary>Never: whatever differs is a conflict.</summary>
    Never = 2,
}
