namespace OssTransfer.Transfer;

/// <summary>What happens to headers that the destination would refuse or cut.</summary>
public enum MetadataPolicy
{
    /// <summary>The object fails, nothing is sent.</summary>
    Fail = 0,

    /// <summary>They are left out and named in the outcome.</summary>
    Drop = 1,
}
