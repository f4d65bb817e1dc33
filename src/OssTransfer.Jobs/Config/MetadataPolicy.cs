namespace OssTransfer.Jobs.Config;

/// <summary>What happens with metadata that the destination would refuse or truncate (<c>des-metadata</c>). Values are stored: never reuse a number.</summary>
public enum MetadataPolicy
{
    /// <summary>The object fails.</summary>
    Fail = 1,

    /// <summary>What does not fit is left out and listed.</summary>
    Drop = 2,
}
