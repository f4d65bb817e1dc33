namespace OssTransfer.Transfer.Policies;

/// <summary>What happens to metadata that the destination would refuse or cut (<c>des-metadata</c>).</summary>
public enum MetadataPolicy
{
    /// <summary>The object fails, nothing is sent.</summary>
    Fail = 0,

    /// <summary>What does not fit is left out and named in the outcome.</summary>
    Drop = 1,
}
